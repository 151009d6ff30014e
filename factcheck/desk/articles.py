"""The work on articles, counted from claims and verdicts for the list that the room `articles` shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask
from sqlalchemy import ColumnElement, Select, and_, case, func, select

from factcheck.annotations.models import Annotation
from factcheck.articles.models import Article
from factcheck.articles.progress import EXTENSION, Progress, WorkState
from factcheck.claims.models import Claim, ClaimState
from factcheck.db import db
from factcheck.verdicts.models import Verdict
from factcheck.verdicts.queries import published_ids

UNDECIDED = (ClaimState.OPEN, ClaimState.IN_REVIEW)
STANDING = (Annotation.archived_at.is_(None), Claim.archived_at.is_(None))
PUBLISHED = published_ids().with_only_columns(Verdict.claim_id).order_by(None)  # what stands withdrawn doesn't count


class ClaimBoard:
    """The board of `articles.progress`: only standing claims, by standing words, count."""

    def narrowed(self, state: WorkState) -> ColumnElement[bool]:
        """A condition on articles."""
        if state is WorkState.NO_CLAIMS:
            return ~_claims().exists()
        if state is WorkState.DECIDED:
            return and_(_claims().exists(), ~_claims(*UNDECIDED).exists())
        return _claims(ClaimState(state)).exists()

    def progress(self, article_ids: Sequence[int]) -> Mapping[int, Progress]:
        """How many claims of each state stand in each of these articles."""
        published = PUBLISHED.subquery()
        standing = (
            select(Annotation.article_id, Claim.id, Claim.state, published.c.claim_id.label("seen"))
            .join(Annotation.claim)
            .outerjoin(published, published.c.claim_id == Claim.id)
            .where(*STANDING, Annotation.article_id.in_(article_ids))
        )
        rows = standing.distinct().subquery()
        counts = {
            "found": func.count(),
            **{state.name.lower(): func.count(case((rows.c.state == state, 1))) for state in ClaimState},
            "published": func.count(rows.c.seen),
        }
        query = select(rows.c.article_id, *(counts[name] for name in Progress._fields)).group_by(rows.c.article_id)
        return {row[0]: Progress(*row[1:]) for row in db.session.execute(query)}


def _claims(*states: ClaimState) -> Select[int]:
    """Standing claims of the article at hand, in one of these states if any are given."""
    query = select(Claim.id).join(Claim.annotations).where(*STANDING, Annotation.article_id == Article.id)
    return (query.where(Claim.state.in_(states)) if states else query).correlate(Article)


def init_app(app: Flask) -> None:
    """Tell the list of articles how far the work on each is."""
    app.extensions[EXTENSION] = ClaimBoard()

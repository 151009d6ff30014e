"""What the list of claims shows beside each claim: its article, its evidence, and who was asked to review it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select

from factcheck.accounts.models import User
from factcheck.annotations.models import Annotation
from factcheck.articles.models import Article
from factcheck.claims.models import Claim
from factcheck.db import fetch
from factcheck.evidence.models import Evidence
from factcheck.reviews.models import Assignment
from factcheck.reviews.queries import is_given


class FirstArticle(NamedTuple):
    """The article in which a claim was first highlighted."""

    id: int
    title: str
    language: str


class ClaimFacts(NamedTuple):
    """The first article in which a claim appears, the number of its evidence, who owes a review, and by which day."""

    article: FirstArticle | None
    evidence: int
    assignees: list[str]
    due_on: date | None


def claim_facts(claims: Iterable[Any]) -> dict[int, ClaimFacts]:
    """The facts of these claims, or of rows with their `id`, by their numbers: two queries."""
    ids = {"ids": [claim.id for claim in claims]}
    assignees: dict[int, list[str]] = {}
    due: dict[int, date] = {}
    for claim_id, name, due_on in fetch(_awaited_reviewers(), ids):
        assignees.setdefault(claim_id, []).append(name)
        if due_on:
            due[claim_id] = min(due_on, due.get(claim_id, due_on))
    return {
        claim_id: ClaimFacts(
            FirstArticle(*article) if article[0] else None, evidence, assignees.get(claim_id, []), due.get(claim_id)
        )
        for claim_id, evidence, *article in fetch(_articles_and_evidence(), ids)
    }


@cache
def _articles_and_evidence() -> Select[*tuple[Any, ...]]:
    """For the claims `ids`; built once, because building costs more than asking."""
    first = select(func.min(Annotation.id)).where(Annotation.claim_id == Claim.id, Annotation.archived_at.is_(None))
    evidence = select(func.count()).where(Evidence.claim_id == Claim.id, Evidence.archived_at.is_(None))
    query = select(Claim.id, evidence.scalar_subquery(), Article.id, Article.title, Article.language)
    query = query.outerjoin(Annotation, Annotation.id == first.correlate(Claim).scalar_subquery())
    return query.outerjoin(Annotation.article).where(Claim.id.in_(bindparam("ids", expanding=True)))


@cache
def _awaited_reviewers() -> Select[int, str, date | None]:
    """For the claims `ids`, in the order in which they were asked."""
    query = select(Assignment.claim_id, User.name, Assignment.due_on).join(Assignment.reviewer)
    query = query.where(~is_given(), User.active)
    return query.where(Assignment.claim_id.in_(bindparam("ids", expanding=True))).order_by(Assignment.id)

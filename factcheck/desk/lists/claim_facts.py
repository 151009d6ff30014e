"""What the list of claims shows beside each claim: its article, its evidence, and who was asked to review it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import func, select

from factcheck.accounts.models import User
from factcheck.annotations.models import Annotation
from factcheck.articles.models import Article
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.reviews.models import Assignment
from factcheck.reviews.queries import is_given


class ClaimFacts(NamedTuple):
    """The first article in which a claim appears, the number of its evidence, and who owes a review, by name."""

    article: Article | None
    evidence: int
    assignees: list[str]


def claim_facts(claims: Iterable[Claim]) -> dict[int, ClaimFacts]:
    """The facts of these claims, by their numbers: three queries."""
    ids = [claim.id for claim in claims]
    first = select(func.min(Annotation.id)).where(Annotation.claim_id.in_(ids), Annotation.archived_at.is_(None))
    places = select(Annotation.claim_id, Article).join(Annotation.article)
    places = places.where(Annotation.id.in_(first.group_by(Annotation.claim_id)))
    articles: dict[int, Article] = {row[0]: row[1] for row in db.session.execute(places)}
    counted = select(Evidence.claim_id, func.count()).where(Evidence.claim_id.in_(ids), Evidence.archived_at.is_(None))
    evidence: dict[int, int] = {row[0]: row[1] for row in db.session.execute(counted.group_by(Evidence.claim_id))}
    owed = select(Assignment.claim_id, User.name).join(Assignment.reviewer)
    owed = owed.where(Assignment.claim_id.in_(ids), ~is_given(), User.active).order_by(Assignment.id)
    assignees: dict[int, list[str]] = {}
    for claim_id, name in db.session.execute(owed):
        assignees.setdefault(claim_id, []).append(name)
    return {it: ClaimFacts(articles.get(it), evidence.get(it, 0), assignees.get(it, [])) for it in ids}

"""Queries of claims."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Date, Select, exists, func, literal, select
from sqlalchemy.orm import joinedload, selectinload

from factcheck.audit.queries import last_change
from factcheck.claims.models import WORDS, Claim, Claimant, ClaimState, Tag
from factcheck.claims.tags import spelt
from factcheck.db import Base
from factcheck.i18n import N_
from factcheck.web.paging import Order

UNRATED = 1_000  # a place after every rating
MOST_NAMES = 10  # that a field offers


def listed(words: str = "", state: ClaimState | None = None, tag: str = "", archived: bool = False) -> Select[Claim]:
    """Claims, newest first, with their claimants; `words` search statement, quote and claimant's name."""
    query = select(Claim).outerjoin(Claim.claimant).options(joinedload(Claim.claimant), selectinload(Claim.tags))
    query = query.where(Claim.archived_at.is_not(None) if archived else Claim.archived_at.is_(None))
    if words.strip():
        query = query.where(Claim.id.in_(WORDS.matching(words)))
    if state is not None:
        query = query.where(Claim.state == state)
    if tag:
        query = query.where(Claim.tags.any(Tag.name == spelt(tag)))
    return query.order_by(Claim.id.desc())


def totals() -> Select[ClaimState, int]:
    """How many claims that aren't archived are in each state."""
    return select(Claim.state, func.count()).where(Claim.archived_at.is_(None)).group_by(Claim.state)


def of_ids(claim_ids: Collection[int]) -> Select[Claim]:
    """These claims, with their details."""
    said = (joinedload(Claim.claimant), selectinload(Claim.tags))
    return select(Claim).where(Claim.id.in_(claim_ids)).options(*said)


def claimant_names(words: str) -> Select[str]:
    """Names of claimants that contain these words, in order, at most MOST_NAMES of them; none for no words."""
    query = select(Claimant.name).where(Claimant.name.icontains(words.strip(), autoescape=True)).distinct()
    return query.order_by(Claimant.name).limit(MOST_NAMES if words.strip() else 0)


# sort orders; what the rooms above know of a claim is read from their tables


def _tables(*names: str) -> list[Any]:
    return [Base.metadata.tables[name].c for name in names]


def _due() -> Any:
    """The earliest due date of the reviews that are owed; claims without one come last."""
    assignments, reviews = _tables("assignments", "reviews")
    is_given = exists().where(reviews.claim_id == assignments.claim_id, reviews.reviewer_id == assignments.reviewer_id)
    due = select(func.min(assignments.due_on)).where(assignments.claim_id == Claim.id, ~is_given)
    return func.coalesce(due.scalar_subquery(), literal(date.max, Date))


def _rating() -> Any:
    """The place on screen of the approved rating; claims without one come last."""
    (ratings,) = _tables("ratings")
    rank = select(func.min(ratings.rank)).where(ratings.key == Claim.rating_key)
    return func.coalesce(rank.scalar_subquery(), UNRATED)


def _article() -> Any:
    """The headline of the first article in which a claim appears, in small letters; claims without one come first."""
    annotations, articles = _tables("annotations", "articles")
    places = select(func.min(annotations.id)).where(annotations.claim_id == Claim.id, annotations.archived_at.is_(None))
    title = select(articles.title).where(
        articles.id == annotations.article_id, annotations.id == places.correlate(Claim.__table__).scalar_subquery()
    )
    return func.lower(func.coalesce(title.correlate(Claim.__table__).scalar_subquery(), ""))


def _evidence() -> Any:
    (evidence,) = _tables("evidence")
    count = select(func.count()).where(evidence.claim_id == Claim.id, evidence.archived_at.is_(None))
    return count.scalar_subquery()


ORDERS = {  # by their names in the address
    "": Order(N_("Newest first"), lambda: (Claim.id,)),
    "oldest": Order(N_("Oldest first"), lambda: (Claim.id,), is_descending=False),
    "changed": Order(N_("Recently changed"), lambda: (last_change("claim", Claim.id), Claim.id)),
    "due": Order(N_("Due first"), lambda: (_due(), Claim.id), is_descending=False),
    "rating": Order(N_("Rating"), lambda: (_rating(), Claim.id), is_descending=False),
    "article": Order(N_("Article"), lambda: (_article(), Claim.id), is_descending=False),
    "evidence": Order(N_("Most evidence"), lambda: (_evidence(), Claim.id)),
}

"""Queries of claims."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import (
    Select,
    func,
    select,
)
from sqlalchemy.orm import joinedload, selectinload

from factcheck.claims.models import WORDS, Claim, Claimant, ClaimState, Tag
from factcheck.claims.tags import spelt

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

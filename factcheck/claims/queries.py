"""Questions about claims."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from factcheck.claims.models import Annotation, Claim, Claimant, ClaimState, Part, Tag


def listed(words: str = "", state: ClaimState | None = None, tag: str = "", archived: bool = False) -> Select[Claim]:
    """Claims, newest first, with their claimants; `words` must all occur in statement, quote or claimant's name."""
    query = select(Claim).outerjoin(Claim.claimant).options(joinedload(Claim.claimant), selectinload(Claim.tags))
    query = query.where(Claim.archived_at.is_not(None) if archived else Claim.archived_at.is_(None))
    for word in words.split()[:10]:
        query = query.where(
            or_(*(column.icontains(word, autoescape=True) for column in (Claim.statement, Claim.quoted, Claimant.name)))
        )
    if state is not None:
        query = query.where(Claim.state == state)
    if tag:
        query = query.where(Claim.tags.any(Tag.name == tag.lower()))
    return query.order_by(Claim.id.desc())


def whole(claim_id: int) -> Select[Claim]:
    """One claim with claimant, tags, and every place it stands in."""
    annotations = selectinload(Claim.annotations)
    return (
        select(Claim)
        .where(Claim.id == claim_id)
        .options(
            joinedload(Claim.claimant),
            joinedload(Claim.author),
            selectinload(Claim.tags),
            annotations.selectinload(Annotation.parts),
            annotations.joinedload(Annotation.article),
            annotations.joinedload(Annotation.version),
        )
    )


class Place(NamedTuple):
    """A part of a standing claim, with what its mark and its card show."""

    claim_id: int
    annotation_id: int
    start: int
    end: int
    state: ClaimState
    rating_key: str | None
    statement: str
    claimant: str | None


def places(version_id: int, start: int = 0, end: int | None = None) -> Any:
    """A select of the standing parts that touch `start` to `end`, as the columns of Place, in reading order."""
    query = (
        select(
            Annotation.claim_id,
            Annotation.id,
            Part.start,
            Part.end,
            Claim.state,
            Claim.rating_key,
            Claim.statement,
            Claimant.name,
        )
        .select_from(Part)
        .join(Part.annotation)
        .join(Annotation.claim)
        .outerjoin(Claim.claimant)
        .where(Part.version_id == version_id, Annotation.archived_at.is_(None), Claim.archived_at.is_(None))
        .order_by(Part.start, Part.end.desc(), Part.id)
    )
    return query if end is None else query.where(Part.start < end, Part.end > start)

"""Questions about claims."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Select, String, bindparam, case, exists, or_, select, type_coerce
from sqlalchemy.orm import joinedload, selectinload

from factcheck.claims.models import Annotation, Claim, Claimant, ClaimState, Part, Tag
from factcheck.claims.selectors import MAX_QUOTE
from factcheck.db import db


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


def to_join(article_id: int, words: str = "") -> Select[Claim]:
    """Claims to which words of this article may belong: those that stand in it first, then the newest."""
    here = exists().where(
        Annotation.claim_id == Claim.id, Annotation.article_id == article_id, Annotation.archived_at.is_(None)
    )
    return listed(words).order_by(None).order_by(case((here, 0), else_=1), Claim.id.desc())


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


def parts(claim_id: int, version_id: int) -> Select[int, int]:
    """Where the standing parts of a claim begin and end in a version, in code points."""
    query = select(Part.start, Part.end).join(Part.annotation)
    return query.where(
        Annotation.claim_id == claim_id, Annotation.version_id == version_id, Annotation.archived_at.is_(None)
    )


class Place(NamedTuple):
    """A part of a standing claim, with what its mark and its card show; `state` is a ClaimState's value."""

    claim_id: int
    annotation_id: int
    start: int
    end: int
    state: str
    rating_key: str | None
    statement: str
    claimant: str | None


PLACES = (
    select(
        Annotation.claim_id,
        Annotation.id,
        Part.start,
        Part.end,
        type_coerce(Claim.state, String),
        Claim.rating_key,
        Claim.statement,
        Claimant.name,
    )
    .select_from(Part)
    .join(Part.annotation)
    .join(Annotation.claim)
    .outerjoin(Claim.claimant)
    .where(Part.version_id == bindparam("version_id"), Annotation.archived_at.is_(None), Claim.archived_at.is_(None))
    .order_by(Part.start, Part.end.desc(), Part.id)
)
PLACES_WITHIN = PLACES.where(  # no quote is longer than MAX_QUOTE: the index on `start` then has both its bounds
    Part.start < bindparam("end"), Part.end > bindparam("start"), Part.start > bindparam("start") - MAX_QUOTE
)


def places(version_id: int) -> list[Place]:
    """The standing parts in a version, in reading order."""
    return [Place(*row) for row in db.session.execute(PLACES, {"version_id": version_id})]


def places_within(version_id: int, start: int, end: int) -> list[Place]:
    """The standing parts that touch `start` to `end` of a version, in reading order."""
    rows = db.session.execute(PLACES_WITHIN, {"version_id": version_id, "start": start, "end": end})
    return [Place(*row) for row in rows]

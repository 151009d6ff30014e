"""Questions about claims."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    bindparam,
    case,
    exists,
    literal,
    or_,
    select,
    text,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from factcheck.claims.models import Annotation, Carried, Claim, Claimant, ClaimState, Part, Placement, Tag
from factcheck.claims.selectors import MAX_QUOTE, Change
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


def parts(claim_id: int, version_id: int) -> CompoundSelect[int, int]:
    """Where the standing parts of a claim begin and end in a version, made in it or carried to it; in code points."""
    mine = (Annotation.claim_id == claim_id, Annotation.archived_at.is_(None))
    made = select(Part.start, Part.end).join(Part.annotation).where(*mine, Part.version_id == version_id)
    carried = select(Placement.start, Placement.end).join(Placement.part).join(Part.annotation)
    return made.union_all(carried.where(*mine, Placement.version_id == version_id, Placement.state != Carried.LOST))


class Place(NamedTuple):
    """A part of a standing claim, with what its mark and its card show; `state` is a ClaimState's value.

    `carried` and `change` tell how it came from the version it was made in: a Carried's and a Change's value.
    """

    claim_id: int
    annotation_id: int
    start: int
    end: int
    state: str
    rating_key: str | None
    statement: str
    claimant: str | None
    carried: str = Carried.SURE.value
    change: str = Change.UNCHANGED.value


def _places(kind: type[Part] | type[Placement], carried: Any, change: Any, *within: ColumnElement[bool]) -> Select[Any]:
    columns = (Annotation.claim_id, Annotation.id, kind.start, kind.end, type_coerce(Claim.state, String))
    shown = (Claim.rating_key, Claim.statement, Claimant.name, carried, change, Part.id)
    query = select(*columns, *shown).select_from(kind)
    query = query.join(Placement.part) if kind is Placement else query
    query = query.join(Part.annotation).join(Annotation.claim).outerjoin(Claim.claimant)
    standing = (Annotation.archived_at.is_(None), Claim.archived_at.is_(None))
    return query.where(kind.version_id == bindparam("version_id"), *standing, *within)


def _all_places(*, is_within: bool) -> CompoundSelect[Any]:
    both = []
    for kind in (Part, Placement):
        within: list[ColumnElement[bool]] = []
        if is_within:  # no quote is longer than MAX_QUOTE: the index on `start` then has both its bounds
            begin, end = bindparam("start", type_=Integer), bindparam("end", type_=Integer)
            within = [kind.start < end, kind.end > begin, kind.start > begin - 3 * MAX_QUOTE]
        if kind is Part:
            both.append(_places(kind, literal(Carried.SURE.value), literal(Change.UNCHANGED.value), *within))
        else:
            state, change = type_coerce(Placement.state, String), type_coerce(Placement.change, String)
            both.append(_places(kind, state, change, Placement.state != Carried.LOST, *within))
    return union_all(*both).order_by(text("3, 4 DESC, 11"))


PLACES = _all_places(is_within=False)
PLACES_WITHIN = _all_places(is_within=True)


def places(version_id: int) -> list[Place]:
    """The standing parts in a version, in reading order."""
    return [Place(*row[:-1]) for row in db.session.execute(PLACES, {"version_id": version_id})]


def places_within(version_id: int, start: int, end: int) -> list[Place]:
    """The standing parts that touch `start` to `end` of a version, in reading order."""
    rows = db.session.execute(PLACES_WITHIN, {"version_id": version_id, "start": start, "end": end})
    return [Place(*row[:-1]) for row in rows]


def carried(version_id: int, *states: Carried) -> Select[Placement]:
    """The places of standing marks in a version, those in need of a person first, then in reading order."""
    urgency = case({Carried.LOOK: 0, Carried.LOST: 1}, value=Placement.state, else_=2)
    query = select(Placement).join(Placement.part).join(Part.annotation).join(Annotation.claim)
    query = query.where(
        Placement.version_id == version_id, Annotation.archived_at.is_(None), Claim.archived_at.is_(None)
    )
    if states:
        query = query.where(Placement.state.in_(states))
    whole = contains_eager(Placement.part).contains_eager(Part.annotation).contains_eager(Annotation.claim)
    return query.options(whole).order_by(urgency, Part.start, Placement.id)

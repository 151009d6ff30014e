"""Queries of annotations and their anchors."""

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
    desc,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import joinedload, selectinload

from factcheck.anchoring.scoring import MAX_QUOTE
from factcheck.anchoring.selectors import WordingChange
from factcheck.annotations.models import Anchor, AnchorState, Annotation, Scope, Target
from factcheck.claims.models import WORDS, Claim, Claimant
from factcheck.claims.queries import listed
from factcheck.db import db

ACTIVE = (Annotation.archived_at.is_(None), Claim.archived_at.is_(None))


def to_join(article_id: int, words: str = "", chosen: int | None = None) -> Select[Claim]:
    """Claims to which words of this article may belong: a chosen one, those of the article, then the newest.

    `words` filter all except the chosen one.
    """
    here = exists().where(
        Annotation.claim_id == Claim.id, Annotation.article_id == article_id, Annotation.archived_at.is_(None)
    )
    query = listed().order_by(None).order_by(case((Claim.id == chosen, 0), (here, 1), else_=2), Claim.id.desc())
    return query.where(or_(Claim.id == chosen, Claim.id.in_(WORDS.matching(words)))) if words.strip() else query


def whole(claim_id: int) -> Select[Claim]:
    """One claim with claimant, tags, and all its appearances."""
    annotations = selectinload(Claim.annotations)
    return (
        select(Claim)
        .where(Claim.id == claim_id)
        .options(
            joinedload(Claim.claimant),
            joinedload(Claim.author),
            selectinload(Claim.tags),
            annotations.selectinload(Annotation.targets),
            annotations.joinedload(Annotation.article),
            annotations.joinedload(Annotation.version),
        )
    )


def targets(claim_id: int, version_id: int, scope: Scope | None = None) -> CompoundSelect[int, int]:
    """Start and end of a claim's unarchived targets in a version, made in it or carried over; in code points."""
    mine = [Annotation.claim_id == claim_id, Annotation.archived_at.is_(None)]
    mine += [Annotation.scope == scope] if scope else []
    made = select(Target.start, Target.end).join(Target.annotation).where(*mine, Target.version_id == version_id)
    carried = select(Anchor.start, Anchor.end).join(Anchor.target).join(Target.annotation)
    return made.union_all(carried.where(*mine, Anchor.version_id == version_id, Anchor.state != AnchorState.ORPHANED))


class PlacedMark(NamedTuple):
    """A target of an unarchived claim, with what its mark and its card show; `state` is a ClaimState's value.

    `carried` and `change` are values of AnchorState and WordingChange: how it was found since the version it was made
    in.
    """

    claim_id: int
    annotation_id: int
    start: int
    end: int
    state: str
    rating_key: str | None
    statement: str
    claimant: str | None
    carried: str = AnchorState.CONFIDENT.value
    change: str = WordingChange.UNCHANGED.value
    author_id: int = 0
    scope: str = Scope.WORDS.value
    target_id: int = 0


def _places(kind: type[Target] | type[Anchor], carried: Any, change: Any, *within: ColumnElement[bool]) -> Select[Any]:
    columns = {
        "claim_id": Annotation.claim_id,
        "annotation_id": Annotation.id,
        "start": kind.start,
        "end": kind.end,
        "state": type_coerce(Claim.state, String),
        "rating_key": Claim.rating_key,
        "statement": Claim.statement,
        "claimant": Claimant.name,
        "carried": carried,
        "change": change,
        "author_id": Claim.author_id,
        "scope": type_coerce(Annotation.scope, String),
        "target_id": Target.id,
    }
    query = select(*(columns[name].label(name) for name in PlacedMark._fields)).select_from(kind)
    query = query.join(Anchor.target) if kind is Anchor else query
    query = query.join(Target.annotation).join(Annotation.claim).outerjoin(Claim.claimant)
    return query.where(kind.version_id == bindparam("version_id"), *ACTIVE, *within)


def _all_places(*, is_within: bool) -> CompoundSelect[Any]:
    both = []
    for kind in (Target, Anchor):
        within: list[ColumnElement[bool]] = []
        if is_within:  # no quote is longer than MAX_QUOTE, so both bounds can use the index on `start`
            begin, end = bindparam("start", type_=Integer), bindparam("end", type_=Integer)
            within = [kind.start < end, kind.end > begin, kind.start > begin - 3 * MAX_QUOTE]
        if kind is Target:
            both.append(
                _places(kind, literal(AnchorState.CONFIDENT.value), literal(WordingChange.UNCHANGED.value), *within)
            )
        else:
            state, change = type_coerce(Anchor.state, String), type_coerce(Anchor.change, String)
            both.append(_places(kind, state, change, Anchor.state != AnchorState.ORPHANED, *within))
    return union_all(*both).order_by("start", desc("end"), "target_id")


PLACES = _all_places(is_within=False)


PLACES_WITHIN = _all_places(is_within=True)


def places(version_id: int) -> list[PlacedMark]:
    """The unarchived targets in a version, in reading order."""
    return [PlacedMark._make(row) for row in db.session.execute(PLACES, {"version_id": version_id})]


def places_within(version_id: int, start: int, end: int) -> list[PlacedMark]:
    """The unarchived targets that overlap `start` to `end` of a version, in reading order."""
    rows = db.session.execute(PLACES_WITHIN, {"version_id": version_id, "start": start, "end": end})
    return [PlacedMark._make(row) for row in rows]


def made_at(claim_id: int, version_id: int, start: int, end: int) -> Select[Target]:
    """The unarchived target of a claim that was made at this place of a version, in code points."""
    query = select(Target).join(Target.annotation).join(Annotation.claim)
    return query.where(
        Claim.id == claim_id, Target.version_id == version_id, Target.start == start, Target.end == end, *ACTIVE
    )


def claimants_in(article_id: int) -> Select[Claimant]:
    """The claimants of an article, the one named last first."""
    mine = (Annotation.article_id == article_id, Annotation.archived_at.is_(None), Claim.archived_at.is_(None))
    query = select(Claimant).join(Claim, Claim.claimant_id == Claimant.id).join(Annotation)
    return query.where(*mine).group_by(Claimant.id).order_by(func.max(Claim.id).desc())

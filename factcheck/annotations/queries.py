"""Queries of annotations and their anchors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from factcheck.articles.models import AnyVersion
from factcheck.claims.models import WORDS, Claim, Claimant
from factcheck.claims.queries import listed
from factcheck.db import Prepared

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
    return query.where(*ACTIVE, *within)


def _all_places(within: Callable[[type[Target] | type[Anchor]], Sequence[ColumnElement[bool]]]) -> CompoundSelect[Any]:
    as_made = literal(AnchorState.CONFIDENT.value), literal(WordingChange.UNCHANGED.value)
    as_carried = type_coerce(Anchor.state, String), type_coerce(Anchor.change, String)
    made = _places(Target, *as_made, *within(Target))
    carried = _places(Anchor, *as_carried, Anchor.state != AnchorState.ORPHANED, *within(Anchor))
    return union_all(made, carried).order_by("start", desc("end"), "target_id")


def _is_in_version(kind: type[Target] | type[Anchor]) -> Sequence[ColumnElement[bool]]:
    return (kind.version_id == bindparam("version_id"),)


def _overlaps(kind: type[Target] | type[Anchor]) -> Sequence[ColumnElement[bool]]:
    """No quote is longer than MAX_QUOTE, so both bounds can use the index on `start`."""
    begin, end = bindparam("start", type_=Integer), bindparam("end", type_=Integer)
    return *_is_in_version(kind), kind.start < end, kind.end > begin, kind.start > begin - 3 * MAX_QUOTE


def _is_of_claim(kind: type[Target] | type[Anchor]) -> Sequence[ColumnElement[bool]]:
    """Without the sum, SQLite reads all targets of the version instead of those of the claim."""
    return Annotation.claim_id == bindparam("claim_id"), kind.version_id + 0 == bindparam("version_id")


PLACES = Prepared(_all_places(_is_in_version), PlacedMark)
PLACES_WITHIN = Prepared(_all_places(_overlaps), PlacedMark)
PLACES_OF = Prepared(_all_places(_is_of_claim), PlacedMark)


def places(version_id: int) -> list[PlacedMark]:
    """The unarchived targets in a version, in reading order."""
    return _placed(PLACES, version_id=version_id)


def places_within(version_id: int, start: int, end: int) -> list[PlacedMark]:
    """The unarchived targets that overlap `start` to `end` of a version, in reading order."""
    return _placed(PLACES_WITHIN, version_id=version_id, start=start, end=end)


def _placed(query: Prepared[Any], **values: int) -> list[PlacedMark]:
    found: Any = query.fetch(values)
    return list(found)


class MarkedPart(NamedTuple):
    """A part of a block, from `start` to `end`, with the marks that overlap it; in code points, ends exclusive."""

    block_index: int
    block: tuple[int, int]
    start: int
    end: int
    places: list[PlacedMark]


def parts_at(version: AnyVersion, targets: Sequence[tuple[int, int]]) -> list[MarkedPart]:
    """The parts of the blocks of a version that are at these places, each a start and an end in code points."""
    found = []
    for index, (_kind, begin, stop) in enumerate(version.blocks):
        for first, last in targets:
            start, end = max(begin, first), min(stop, last)
            if start < end:
                found.append(MarkedPart(index, (begin, stop), start, end, places_within(version.id, start, end)))
    return found


def places_of(claim_id: int, version_id: int) -> list[PlacedMark]:
    """The targets of an unarchived claim in a version, in reading order."""
    return _placed(PLACES_OF, claim_id=claim_id, version_id=version_id)


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

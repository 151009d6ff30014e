"""Decisions on the origin of a record that becomes part of another one: they are about that one from then on."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.i18n import N_, _
from factcheck.origins import queries
from factcheck.origins.grouping import origin_of
from factcheck.origins.models import OriginDecision
from factcheck.sources.models import Source

CONTRARY = N_(
    "One of the two was decided to be one origin with “%(third)s”, the other to be another. Change one decision first."
)
UNITED = N_(
    "Merged, they would make “%(one)s” and “%(other)s” one origin, which were decided to be two. Change that first."
)
DECISIONS, REVIVED = "decisions", "revived"


def move(source: Source, target: Source) -> dict[str, list[int]]:
    """Have decisions on a record be about another one; returns the ids of those that changed, by how they did.

    What was decided on both alike stays. Raises Conflict if people decided the contrary.
    """
    moved: dict[str, list[int]] = {DECISIONS: [], REVIVED: []}
    for row in db.session.scalars(queries.decisions_on([source.id]).order_by(OriginDecision.id)).all():
        third = row.high_id if row.low_id == source.id else row.low_id
        if third == target.id:
            continue
        same = queries.decision(target.id, third)
        if same is None:
            row.low_id, row.high_id = queries.pair_of(target.id, third)
            moved[DECISIONS].append(row.id)
        elif same.is_one is None:
            same.is_one, same.decided_by = row.is_one, row.decided_by
            moved[REVIVED].append(same.id)
        elif same.is_one is not row.is_one:
            raise Conflict(_(CONTRARY, third=_title(third)))
    db.session.flush()
    _refuse_union(target)
    return moved


def move_back(source: Source, target: Source, moved: Mapping[str, list[int]]) -> None:
    """Have these decisions be about the record again that they were about before."""
    for row in _rows(moved.get(DECISIONS, [])):
        third = row.high_id if row.low_id == target.id else row.low_id
        row.low_id, row.high_id = queries.pair_of(source.id, third)
    for row in _rows(moved.get(REVIVED, [])):
        row.is_one = None
    db.session.flush()


def _rows(ids: list[int]) -> list[OriginDecision]:
    return list(db.session.scalars(select(OriginDecision).where(OriginDecision.id.in_(ids))))


def _refuse_union(target: Source) -> None:
    """Refuse if two sources that were decided to be two origins are one now."""
    together = origin_of(target.id).source_ids
    two = select(OriginDecision).where(OriginDecision.is_one.is_(False))
    both = OriginDecision.low_id.in_(together) & OriginDecision.high_id.in_(together)
    if row := db.session.scalars(two.where(both)).first():
        raise Conflict(_(UNITED, one=_title(row.low_id), other=_title(row.high_id)))


def _title(source_id: int) -> str:
    source = db.session.get_one(Source, source_id)
    return _("a confidential source") if source.confidential_since else source.title

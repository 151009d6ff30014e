"""Questions about marks that were carried over to a later version."""

from __future__ import annotations

from sqlalchemy import (
    Select,
    exists,
    func,
    select,
)
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from factcheck.annotations.models import Annotation, Carried, Part, Placement, Settlement
from factcheck.annotations.queries import ACTIVE
from factcheck.articles.models import Version
from factcheck.claims.models import Claim
from factcheck.db import db


def carried_to(claim_id: int, version_id: int, start: int, end: int) -> Select[Placement]:
    """The standing part of a claim that was carried to this place of a version, in code points."""
    query = carried(version_id).where(Claim.id == claim_id)
    return query.where(Placement.start == start, Placement.end == end)


def carried(version_id: int, *states: Carried) -> Select[Placement]:
    """The places of standing marks in a version, with all that was said of them; their numbers are in reading order."""
    query = select(Placement).join(Placement.part).join(Part.annotation).join(Annotation.claim)
    query = query.where(Placement.version_id == version_id, *ACTIVE)
    if states:
        query = query.where(Placement.state.in_(states))
    return query.options(*_whole_mark()).order_by(Placement.id)


def unsettled(version_id: int) -> Select[Placement]:
    """Those of them of which a person must still say whether they are right."""
    said = exists().where(Settlement.placement_id == Placement.id, Settlement.undone_at.is_(None))
    return carried(version_id, Carried.LOOK, Carried.LOST).where(~said)


def count_unsettled(version_id: int) -> int:
    """How many they are."""
    rows = unsettled(version_id).with_only_columns(Placement.id).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(rows)) or 0


def tally(version_id: int) -> dict[Carried, int]:
    """How many standing marks of earlier versions are sure, need a look, or are lost in this one: all of them."""
    query = select(Placement.state, func.count()).join(Placement.part).join(Part.annotation).join(Annotation.claim)
    query = query.where(Placement.version_id == version_id, *ACTIVE).group_by(Placement.state)
    counts = {row[0]: row[1] for row in db.session.execute(query)}
    return {state: counts.get(state, 0) for state in Carried}


def mark(placement_id: int) -> Select[Placement]:
    """One carried mark with its part, claim and version, and all that was said of it."""
    query = select(Placement).join(Placement.part).join(Part.annotation).join(Annotation.claim)
    return query.where(Placement.id == placement_id).options(*_whole_mark())


def settled(article_id: int, before: int) -> Select[Placement]:
    """What people said of marks in versions before the one of this number, the oldest version first."""
    said = exists().where(Settlement.placement_id == Placement.id, Settlement.undone_at.is_(None))
    query = select(Placement).join(Placement.version)
    query = query.where(Version.article_id == article_id, Version.number < before, said)
    return query.options(selectinload(Placement.settlements)).order_by(Version.number)


def course(claim_id: int) -> Select[Placement]:
    """What became of a claim's parts in every later version, in the order of parts and versions."""
    query = select(Placement).join(Placement.part).join(Part.annotation).join(Annotation.claim)
    query = query.join(Placement.version).where(Annotation.claim_id == claim_id, Version.opened_at.is_not(None))
    return query.options(*_whole_mark()).order_by(Part.id, Version.number)


def _whole_mark() -> tuple[ExecutableOption, ...]:
    claim = contains_eager(Placement.part).contains_eager(Part.annotation).contains_eager(Annotation.claim)
    said = selectinload(Placement.settlements).joinedload(Settlement.author)
    return claim, said, joinedload(Placement.version)

"""Queries of origins: what may be one, and what people decided."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import joinedload

from factcheck.db import db
from factcheck.origins.models import OriginDecision, SharedText


def pair_of(one_id: int, other_id: int) -> tuple[int, int]:
    """The two sources, lower id first."""
    return min(one_id, other_id), max(one_id, other_id)


def decision(one_id: int, other_id: int) -> OriginDecision | None:
    """What was decided on two sources, also if it was taken back."""
    low, high = pair_of(one_id, other_id)
    return db.session.scalars(select(OriginDecision).filter_by(low_id=low, high_id=high)).first()


def shared(one_id: int, other_id: int) -> SharedText | None:
    """What the texts of two sources share; None if too little."""
    low, high = pair_of(one_id, other_id)
    return db.session.scalars(select(SharedText).filter_by(low_id=low, high_id=high)).first()


def decisions_on(source_ids: Collection[int]) -> Select[OriginDecision]:
    """The decisions on these sources and any others."""
    query = select(OriginDecision).where(OriginDecision.is_one.is_not(None))
    return query.where(or_(OriginDecision.low_id.in_(source_ids), OriginDecision.high_id.in_(source_ids)))


def proposals() -> Select[SharedText]:
    """Pairs of sources that may be one origin and that nobody decided on, newest first."""
    decided = exists().where(
        OriginDecision.low_id == SharedText.low_id,
        OriginDecision.high_id == SharedText.high_id,
        OriginDecision.is_one.is_not(None),
    )
    query = select(SharedText).where(~decided).options(joinedload(SharedText.low), joinedload(SharedText.high))
    return query.order_by(SharedText.id.desc())


def proposals_on(source_ids: Collection[int]) -> Select[SharedText]:
    """The proposals of which at least one source is one of these."""
    return proposals().where(or_(SharedText.low_id.in_(source_ids), SharedText.high_id.in_(source_ids)))

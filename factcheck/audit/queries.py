"""Questions to the record."""

from __future__ import annotations

from sqlalchemy import Select, or_, select, tuple_

from factcheck.audit.models import Event


def history_of(*subjects: tuple[str, int]) -> Select[Event]:
    """All acts on these (noun, id) pairs, oldest first."""
    pairs = tuple_(Event.subject_type, Event.subject_id)
    return select(Event).where(pairs.in_(subjects) if subjects else or_(False)).order_by(Event.id)


def newest() -> Select[Event]:
    """All acts of the house, newest first."""
    return select(Event).order_by(Event.id.desc())

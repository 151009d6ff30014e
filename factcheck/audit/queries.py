"""Queries of the audit log."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, or_, select, tuple_

from factcheck.audit.models import Event


def history_of(*subjects: tuple[str, int]) -> Select[Event]:
    """All events of these (noun, id) pairs, oldest first."""
    pairs = tuple_(Event.subject_type, Event.subject_id)
    return select(Event).where(pairs.in_(subjects) if subjects else or_(False)).order_by(Event.id)


def after(event_id: int) -> Select[Event]:
    """All events later than this one, oldest first; ids grow in the order of commits."""
    return select(Event).where(Event.id > event_id).order_by(Event.id)


def last_change(noun: str, key: Any) -> Any:
    """The id of the last event on the row with this key, as an SQL expression; 0 if there is none."""
    newest = select(func.max(Event.id)).where(Event.subject_type == noun, Event.subject_id == key)
    return func.coalesce(newest.scalar_subquery(), 0)


def news(event_id: int) -> Select[int, str, str, int]:
    """What was done later than this event, by its stored name, and to what; without what it changed."""
    return after(event_id).with_only_columns(Event.id, Event.stored_action, Event.subject_type, Event.subject_id)


def newest_id() -> Select[int]:
    """The id of the newest event."""
    return select(func.max(Event.id))


def newest() -> Select[Event]:
    """All events, newest first."""
    return select(Event).order_by(Event.id.desc())

"""Queries of a person's own recent events."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, and_, exists, func, or_, select

from factcheck.audit.models import Event
from factcheck.undo.models import UndoStep

JUDGED = ("review:", "verdict:")  # begins of actions that rest on what was there
SPOKEN = ("thread:", "comment:")  # begins of actions that others have read


def steps(user_id: int, actions: Collection[str]) -> Select[Event]:
    """This person's undoable or undone events, newest first, without those made by undo and redo.

    Of several events in one step, the last represents all.
    """
    inside = exists().where(UndoStep.event_id == Event.id, or_(UndoStep.is_inner, UndoStep.bulk_id != Event.id))
    query = select(Event).where(Event.actor_id == user_id, Event.is_act(*actions), ~inside)
    return query.order_by(Event.id.desc())


def standing(user_id: int, actions: Collection[str]) -> Select[Event]:
    """Those of them that weren't undone."""
    undone = exists().where(UndoStep.event_id == Event.id, UndoStep.undone_at.is_not(None))
    return steps(user_id, actions).where(~undone)


def bulk(event_id: int) -> Select[Event]:
    """The events of the step that ends with this one, in order; none if it is a single event."""
    return (
        select(Event)
        .join(UndoStep, UndoStep.event_id == Event.id)
        .where(UndoStep.bulk_id == event_id)
        .order_by(Event.id)
    )


def sizes(event_ids: Collection[int]) -> Select[int | None, int]:
    """The number of events of each of these steps, if more than one."""
    return select(UndoStep.bulk_id, func.count()).where(UndoStep.bulk_id.in_(event_ids)).group_by(UndoStep.bulk_id)


def made(user_id: int, after: int) -> Select[int]:
    """The ids of this person's events after that one, in order."""
    return select(Event.id).where(Event.actor_id == user_id, Event.id > after).order_by(Event.id)


def undone(user_id: int) -> Select[UndoStep]:
    """Steps that were undone, the last undone first."""
    query = select(UndoStep).where(UndoStep.user_id == user_id, UndoStep.undone_at.is_not(None))
    return query.order_by(UndoStep.undone_at.desc(), UndoStep.event_id)


def by_others(event: Event, user_id: int, actions: Collection[str]) -> Select[Event]:
    """Later changes by others to the same thing."""
    query = select(Event).where(Event.subject_type == event.subject_type, Event.subject_id == event.subject_id)
    others = or_(Event.actor_id != user_id, Event.actor_id.is_(None))
    return query.where(Event.id > event.id, others, Event.is_act(*actions)).order_by(Event.id.desc())


def final(user_id: int, event: Event, after: int) -> Select[Event]:
    """Events after that one that can't be undone, and that rest on `event` or are later steps of this person."""
    by_person = and_(Event.actor_id == user_id, or_(*(Event.action.startswith(noun) for noun in (*JUDGED, *SPOKEN))))
    is_same = and_(Event.subject_type == event.subject_type, Event.subject_id == event.subject_id)
    on_it = and_(is_same, or_(*(Event.action.startswith(noun) for noun in JUDGED)))
    return select(Event).where(Event.id > after, or_(by_person, on_it)).order_by(Event.id.desc())


def newest_id() -> Select[int]:
    """The number of the newest event."""
    return select(func.max(Event.id))

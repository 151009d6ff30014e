"""Undo and redo of one's own recent actions; stored on the server, refused if others changed the same thing since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.db import db, utcnow
from factcheck.errors import Conflict, DomainError
from factcheck.i18n import N_, _
from factcheck.i18n.labels import label, label_inside
from factcheck.undo import queries
from factcheck.undo.models import UndoStep
from factcheck.undo.registry import Act, known

MAX_STEPS = 50  # steps back
FINAL = N_(
    "Your last action, on %(thing)s %(number)s, can’t be undone: reviews, verdicts and comments are corrected in the "
    "open. Nothing was changed. What you did before it can be changed by hand."
)
RESTED_ON = N_(
    "Somebody has reviewed or decided on %(thing)s %(number)s since, and may rely on this. Nothing was changed. Check "
    "it and edit it by hand."
)


def undo(actor: User) -> Event:
    """Undo this person's last event; returns it. Raises Conflict with the reason if that can't be done."""
    recent = db.session.scalars(queries.steps(actor.id, known()).limit(MAX_STEPS)).all()
    event = db.session.scalars(queries.standing(actor.id, known()).limit(1)).first()
    if event is None or event not in recent:
        raise Conflict(
            _("There is nothing to undo: none of your last %(most)s actions can be undone any more.", most=MAX_STEPS)
        )
    _refuse_final(actor, event, event.id)
    _inside(actor, _members(event)[::-1], lambda it: known()[it.action].undo)
    step = db.session.get(UndoStep, event.id) or UndoStep(event_id=event.id, user_id=actor.id)
    step.undone_at, step.undone_after = utcnow(), db.session.scalar(queries.newest_id())
    db.session.add(step)
    db.session.flush()
    return event


def redo(actor: User) -> Event:
    """Redo what this person undid last; returns the event. Raises Conflict if there is none."""
    step = db.session.scalars(queries.undone(actor.id).limit(1)).first()
    if step is None or _went_on(actor, step):
        raise Conflict(_("There is nothing to redo: you have undone nothing, or have done something else since."))
    event = db.session.get_one(Event, step.event_id)
    _refuse_final(actor, event, step.undone_after or event.id)
    _inside(actor, _members(event), lambda it: known()[it.action].redo)
    step.undone_at = step.undone_after = None
    db.session.flush()
    return event


@contextmanager
def as_one(actor: User) -> Iterator[None]:
    """Make all events inside one step of undo; if one fails, none is kept."""
    before = db.session.scalar(queries.newest_id()) or 0
    with db.session.begin_nested():
        yield
        db.session.flush()
    made = db.session.scalars(queries.made(actor.id, before)).all()
    for event_id in made if len(made) > 1 else ():
        db.session.add(UndoStep(event_id=event_id, user_id=actor.id, bulk_id=made[-1]))


def _went_on(actor: User, step: UndoStep) -> bool:
    last = db.session.scalars(queries.standing(actor.id, known()).limit(1)).first()
    return last is not None and last.id > (step.undone_after or 0)


def _refuse_final(actor: User, event: Event, after: int) -> None:
    """Refuse if a review or a verdict may rest on the event, or if the person has done something final since."""
    last = db.session.scalars(queries.final(actor.id, event, after).limit(1)).first()
    if last is None:
        return
    subject = {"thing": label_inside(last.subject_type), "number": last.subject_id}
    if last.actor_id == actor.id:
        raise Conflict(_(FINAL, **subject))
    raise Conflict(_(RESTED_ON, **subject))


def _refuse_others(actor: User, event: Event) -> None:
    """Refuse if somebody else has changed the same thing since."""
    other = db.session.scalars(queries.by_others(event, actor.id, known()).limit(1)).first()
    if other is not None:
        raise Conflict(
            _(
                "%(name)s has since changed %(thing)s %(number)s (%(act)s)."
                " Nothing was changed. Check it and edit it by hand.",
                name=other.actor_name,
                thing=label_inside(other.subject_type),
                number=other.subject_id,
                act=_(known()[other.action].words),
            )
        )


def _members(event: Event) -> list[Event]:
    """The events in the same step as this one, in order."""
    return list(db.session.scalars(queries.bulk(event.id))) or [event]


def _inside(actor: User, events: Sequence[Event], way: Callable[[Event], Act]) -> None:
    """Undo or redo all of them or none; the events that this records aren't steps themselves."""
    for event in events:
        _refuse_others(actor, event)
    before = db.session.scalar(queries.newest_id()) or 0
    with db.session.begin_nested():
        for event in events:
            _go(actor, event, way(event), is_alone=len(events) == 1)
        db.session.flush()
    for event_id in db.session.scalars(queries.made(actor.id, before)).all():
        db.session.add(UndoStep(event_id=event_id, user_id=actor.id, is_inner=True))


def _go(actor: User, event: Event, act: Act, *, is_alone: bool) -> None:
    """Run an action; in a step of several, a refusal names the thing that was refused."""
    try:
        act(actor, event)
    except DomainError as refusal:
        if is_alone:
            raise
        named = {"thing": label(event.subject_type), "number": event.subject_id, "reason": refusal.message}
        raise Conflict(_("%(thing)s %(number)s: %(reason)s Nothing was changed.", **named)) from refusal

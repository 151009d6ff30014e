"""Undoing one's own last acts, and doing them again: kept on the server, refused when others went on since."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.db import db, utcnow
from factcheck.errors import Conflict
from factcheck.labels import label_inside
from factcheck.language import _
from factcheck.undo import queries
from factcheck.undo.models import Step
from factcheck.undo.registry import known

MOST = 50  # steps back


def undo(actor: User) -> Event:
    """Undo this person's last act that stands; answers it. Raises Conflict, in words, when that can't be done."""
    recent = db.session.scalars(queries.steps(actor.id, known()).limit(MOST)).all()
    event = db.session.scalars(queries.standing(actor.id, known()).limit(1)).first()
    if event is None or event not in recent:
        raise Conflict(_("There is nothing to undo: none of your last %(most)s acts is left that could be.", most=MOST))
    _refuse_others(actor, event)
    _inside(actor, lambda: known()[event.action].undo(actor, event))
    step = db.session.get(Step, event.id) or Step(event_id=event.id, user_id=actor.id)
    step.undone_at, step.undone_after = utcnow(), db.session.scalar(queries.newest_id())
    db.session.add(step)
    db.session.flush()
    return event


def redo(actor: User) -> Event:
    """Do again what this person undid last; answers the act. Raises Conflict when there is none, or they went on."""
    step = db.session.scalars(queries.undone(actor.id).limit(1)).first()
    if step is None or _went_on(actor, step):
        raise Conflict(_("There is nothing to do again: you undid nothing, or went on with something else."))
    event = db.session.get_one(Event, step.event_id)
    _refuse_others(actor, event)
    _inside(actor, lambda: known()[event.action].redo(actor, event))
    step.undone_at = step.undone_after = None
    db.session.flush()
    return event


def _went_on(actor: User, step: Step) -> bool:
    last = db.session.scalars(queries.standing(actor.id, known()).limit(1)).first()
    return last is not None and last.id > (step.undone_after or 0)


def _refuse_others(actor: User, event: Event) -> None:
    """Refuse when somebody else has changed the same thing since."""
    other = db.session.scalars(queries.by_others(event, actor.id, known()).limit(1)).first()
    if other is not None:
        raise Conflict(
            _(
                "%(name)s has changed %(thing)s %(number)s since: %(act)s."
                " Nothing was done; look at it, and mend it by hand.",
                name=other.actor_name,
                thing=label_inside(other.subject_type),
                number=other.subject_id,
                act=_(known()[other.action].words),
            )
        )


def _inside(actor: User, act: Callable[[], None]) -> None:
    """Act, and remember that what it leaves in the record is no step of its own."""
    before = db.session.scalar(queries.newest_id()) or 0
    act()
    db.session.flush()
    made = select(Event.id).where(Event.id > before, Event.actor_id == actor.id)
    for event_id in db.session.scalars(made).all():
        db.session.add(Step(event_id=event_id, user_id=actor.id, is_inner=True))

"""The events of the transaction under way, for rooms that follow the audit log before it is committed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from factcheck.audit.models import Event
from factcheck.db import db

UNREAD = "number of the first event of this transaction that nobody has read"
ACTIONS = "actions of the events of this transaction"


def note(session: Session, event_id: int, action: str) -> None:
    """An event was appended in this transaction."""
    session.info.setdefault(UNREAD, event_id)
    session.info.setdefault(ACTIONS, set()).add(action)


def actions(session: Session) -> frozenset[str]:
    """What was done in this transaction, also what a savepoint has taken back."""
    return frozenset(session.info.get(ACTIONS, ()))


def has_unread(session: Session) -> bool:
    """Whether an event was appended in this transaction that nobody has read."""
    return UNREAD in session.info


def read(session: Session) -> Sequence[Event]:
    """The events appended in this transaction since it was read last, oldest first.

    They are read from the log itself, so that those of a savepoint that was rolled back are not among them. Nobody else
    appends before this transaction ends.
    """
    first = session.info.pop(UNREAD, None)
    if first is None:
        return ()
    return session.scalars(select(Event).where(Event.id >= first).order_by(Event.id)).all()


@event.listens_for(db.session, "after_commit")
@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    """The transaction has ended; a savepoint that ends leaves what came before it unread."""
    if not session.in_nested_transaction():
        session.info.pop(UNREAD, None)
        session.info.pop(ACTIONS, None)

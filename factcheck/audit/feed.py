"""The events of the transaction under way, for rooms that follow the audit log before it is committed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.db.visibility import everything_visible

UNREAD = "numbers and actions of the events of this transaction that nobody has read"
NEWEST = "number of the last event of this transaction"
DONE = "actions of the events of this transaction, with their subjects"


def note(session: Session, event_id: int, action: str, subject: tuple[str, int]) -> None:
    """An event was appended in this transaction."""
    session.info.setdefault(UNREAD, []).append((event_id, action))
    session.info[NEWEST] = event_id
    session.info.setdefault(DONE, set()).add((action, subject))


def actions(session: Session) -> frozenset[str]:
    """What was done in this transaction, also what a savepoint has taken back."""
    return frozenset(action for action, _subject in session.info.get(DONE, ()))


def was_done(session: Session, action: str, subject: tuple[str, int]) -> bool:
    """Whether that was done to this subject in this transaction, or before a savepoint that has taken it back."""
    return (action, subject) in session.info.get(DONE, ())


def newest(session: Session) -> int | None:
    """The id of the last event that was appended in this transaction, also if a savepoint has taken it back."""
    number: int | None = session.info.get(NEWEST)
    return number


def has_unread(session: Session) -> bool:
    """Whether an event was appended in this transaction that nobody has read."""
    return UNREAD in session.info


def read(session: Session, followed: Collection[str]) -> Sequence[Event]:
    """The events appended in this transaction since it was read last, oldest first; none unless one is `followed`.

    They are read from the log itself, so that those of a savepoint that was rolled back are not among them. Nobody else
    appends before this transaction ends.
    """
    unread = session.info.pop(UNREAD, ())
    if not any(action in followed for _id, action in unread):
        return ()
    with everything_visible():
        return session.scalars(select(Event).where(Event.id >= unread[0][0]).order_by(Event.id)).all()


@event.listens_for(db.session, "after_commit")
@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    """The transaction has ended; a savepoint that ends leaves what came before it unread."""
    if not session.in_nested_transaction():
        for name in (UNREAD, DONE, NEWEST):
            session.info.pop(name, None)

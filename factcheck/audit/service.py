"""Record events, in the transaction of their change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from factcheck.accounts.models import User
from factcheck.audit import feed, heads
from factcheck.audit.chain import START, digest
from factcheck.audit.heads import Head
from factcheck.audit.models import Event
from factcheck.db import Prepared, connection, db, insert, postgres, utcnow, writers
from factcheck.db.row_states import AS_THEY_ARE, is_noted, take
from factcheck.db.visibility import everything_visible

NEWEST = Prepared(select(Event.sha256).order_by(Event.id.desc()).limit(1))
LOG = ("record", 0)  # the subject of events on the audit log itself
REST = "log:resulting-changes"
CHAIN_LOCK = text(postgres.QUEUE)  # one writer at a time at the end of the chain


def record(
    actor: User | None,
    action: str,
    subject: tuple[str, int],
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Append an event on `subject`, a (noun, id) pair; if `actor` is None, the system itself did it.

    Call it after a flush, when the subject has its id. Dates and enums are stored as plain values. The event has all
    changes of this transaction since the event before (`row_states.py`).
    """
    db.session.flush()
    here = connection()
    if here.dialect.name == "postgresql" and not writers.is_held(here.info):
        here.execute(CHAIN_LOCK)
    previous = newest_digest()
    row: dict[str, Any] = {
        "at": utcnow(),
        "actor_id": actor.id if actor else None,
        "actor_name": actor.name if actor else "Factcheck",
        "action": action,
        "subject_type": subject[0],
        "subject_id": subject[1],
        "before": _plain(before),
        "after": _plain(after),
    }
    row["row_states"] = take(db.session()) or None
    row["previous_sha256"] = previous
    row["sha256"] = digest(row["previous_sha256"], row)
    event_id = insert(Event, row)
    heads.note(db.session(), Head(event_id, row["sha256"]), row["row_states"])
    feed.note(db.session(), event_id, action, subject)


def newest_digest() -> str:
    """The digest of the newest event, which stands for the state of all recorded rows; START if there is none."""
    with everything_visible():  # the chain has every event
        return next((newest for (newest,) in NEWEST.fetch()), START)


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The differences between two states of the same fields: (before, after)."""
    names = [name for name in new if old.get(name) != new[name]]
    return {name: old.get(name) for name in names}, {name: new[name] for name in names}


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: _simple(value) for name, value in values.items()}


def _simple(value: Any) -> Any:
    if type(value) is str or type(value) in AS_THEY_ARE:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_simple(part) for part in value]
    return value


@event.listens_for(db.session, "before_commit")
def _record_the_rest(session: Session) -> None:
    """Record what no event of a transaction covers, by a system event."""
    if session.in_nested_transaction():
        return
    session.flush()
    if is_noted(session):
        record(None, REST, LOG)

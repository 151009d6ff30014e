"""Counts refusals cheaply: in memory, and written together at most once a second, in a separate transaction."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.exc import SQLAlchemyError

from factcheck.db import db, upsert, utcnow, writing
from factcheck.refusals.models import Refusal
from factcheck.web.transactions.deferred_writes import Later

EXTENSION = "factcheck.refusals"
MAX_PER_HOUR = 200  # people and addresses counted separately per process and hour; further ones are counted together
MAX_ROWS = 10_000
KEPT_FOR = timedelta(days=90)
OTHERS = "others"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Noted:
    """A refusal, or several that are counted together."""

    kind: str
    who: str
    user_id: int | None
    address: str
    path: str
    reason: str
    first_at: datetime
    last_at: datetime
    count: int = 1

    @property
    def hour(self) -> datetime:
        """The start of its hour."""
        return self.first_at.replace(minute=0, second=0, microsecond=0)

    def after(self, earlier: Noted) -> Noted:
        """The sum of both."""
        return replace(self, first_at=earlier.first_at, count=earlier.count + self.count)


class Notebook:
    """The refusals of this process that aren't written yet."""

    def __init__(self, app: Flask) -> None:
        self.later = Later(app, self.flush)
        self._lock = threading.Lock()
        self._pending: dict[tuple[str, str, datetime], Noted] = {}
        self._known: set[tuple[str, str, datetime]] = set()

    def note(self, refusal: Noted) -> None:
        """Count a refusal; it is written within a second."""
        with self._lock:
            refusal = self._bounded(refusal)
            key = (refusal.kind, refusal.who, refusal.hour)
            self._pending[key] = refusal.after(self._pending[key]) if key in self._pending else refusal
        self.later.ask()

    def _bounded(self, refusal: Noted) -> Noted:
        """The refusal itself; if very many were refused in one hour, it is counted with the others."""
        self._known = {key for key in self._known if key[2] == refusal.hour}
        key = (refusal.kind, refusal.who, refusal.hour)
        if key not in self._known and len(self._known) >= MAX_PER_HOUR:
            return replace(refusal, who=OTHERS, user_id=None)
        self._known.add(key)
        return refusal

    def flush(self) -> None:
        """Write what is pending. If the database refuses, that is logged and not retried."""
        with self._lock:
            rows, self._pending = list(self._pending.values()), {}
        if not rows:
            return
        try:
            with writing(), db.engine.begin() as connection:
                write(connection, rows)
        except SQLAlchemyError as error:
            log.warning("%s refusals can't be noted: %s", sum(row.count for row in rows), error)


def write(connection: Connection, rows: Collection[Noted]) -> None:
    """Add refusals to those of their hour, and delete the oldest."""
    insert = upsert(connection, Refusal)
    last = {name: insert.excluded[name] for name in ("last_at", "address", "path", "reason")}
    statement = insert.on_conflict_do_update(
        index_elements=["kind", "who", "hour"], set_={"count": Refusal.count + insert.excluded["count"], **last}
    )
    for row in sorted(rows, key=lambda row: (row.kind, row.who, row.hour)):  # always the same order, to avoid deadlocks
        names = [column.name for column in Refusal.__table__.columns if column.name != "id"]
        connection.execute(statement, {name: getattr(row, name) for name in names})
    connection.execute(delete(Refusal).where(Refusal.last_at < utcnow() - KEPT_FOR))
    newest = connection.scalar(select(func.max(Refusal.id))) or 0
    connection.execute(delete(Refusal).where(Refusal.id <= newest - MAX_ROWS))


def notebook() -> Notebook:
    """The notebook of this app."""
    found: Notebook = current_app.extensions[EXTENSION]
    return found

"""The writers' lock: on both databases one transaction writes at a time, and nothing slow happens while it does.

SQLite takes it with BEGIN IMMEDIATE; PostgreSQL, which several servers may share, by an advisory lock before the first
statement of a transaction that may write. So what such a transaction reads is what it changes, and no two ever wait for
each other. Who has something slow to do does it before, in a transaction that only reads (`db.read_only`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from enum import Enum
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from factcheck import slow

PATIENCE = 4.0  # seconds a writer waits, in our queue and for other processes together
QUEUE = "SELECT pg_advisory_xact_lock(7021)"  # PostgreSQL lets go of it at the end of the transaction
WAIT = f"SET LOCAL lock_timeout = '{PATIENCE:.0f}s'"
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "SAVEPOINT")
SINCE, CHANGES, QUEUED = "writes_since", "changes_at_begin", "holds_writer"  # in the info of a connection


class Mode(Enum):
    """What a transaction promises when it begins."""

    READS = "reads"  # it never waits for a writer
    WRITES_OWN = "writes its own"  # rows that no other person's act touches: no queue on PostgreSQL
    WRITES = "writes"


_mode: ContextVar[Mode] = ContextVar("mode", default=Mode.WRITES)
_writer = threading.Lock()
on_release: list[Callable[[float], None]] = []  # told for how many seconds the lock was held: a measurement


def mode() -> Mode:
    """What the next transaction here promises."""
    return _mode.get()


def promise(to: Mode) -> None:
    """Say what the next transactions here promise."""
    _mode.set(to)


def has_written(connection: Connection) -> bool:
    """Whether anything was written, or a row locked, in the transaction under way."""
    raw: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "postgresql":
        cursor = raw.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        return bool(cursor.fetchone()[0])
    return bool(raw.total_changes != connection.info.get(CHANGES, raw.total_changes))


def let_go(connection: Connection) -> None:
    """Free the lock of a transaction that has written nothing, and go on reading where it was."""
    raw: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "postgresql":
        raw.commit()
    else:
        raw.execute("COMMIT")
        raw.execute("BEGIN")
    _released(connection.info)


def install(engine: Engine) -> None:
    """Let the transactions of this engine keep what they promise."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "begin", _begin_on_sqlite)
        event.listen(engine, "before_cursor_execute", _write_after_all_on_sqlite)
    else:
        event.listen(engine, "begin", lambda connection: _released(connection.info))
        event.listen(engine, "before_cursor_execute", _queue_on_postgresql)
    event.listen(engine, "checkin", _on_checkin)
    event.listen(engine, "close", _on_checkin)


def _begin_on_sqlite(connection: Connection) -> None:
    if _mode.get() is not Mode.READS:
        _begin_writing_on_sqlite(connection)
        return
    connection.exec_driver_sql("BEGIN")
    raw: Any = connection.connection.dbapi_connection
    connection.info[CHANGES] = raw.total_changes


def _begin_writing_on_sqlite(connection: Connection) -> None:
    begun = time.monotonic()
    if not connection.info.get(QUEUED):  # a connection may begin again before it is given back
        connection.info[QUEUED] = _writer.acquire(timeout=PATIENCE)
    _wait_at_most(connection, PATIENCE - (time.monotonic() - begun))
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    raw: Any = connection.connection.dbapi_connection
    connection.info[CHANGES] = raw.total_changes
    _taken(connection.info)


def _wait_at_most(connection: Connection, seconds: float) -> None:
    """Let SQLite wait for another process for the rest of our patience, in steps, so that it rarely changes."""
    patience = max(1, round(seconds * 2)) * 500  # milliseconds
    if connection.info.get("patience", 1000 * PATIENCE) != patience:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")
        connection.info["patience"] = patience


def _write_after_all_on_sqlite(connection: Connection, _cursor: Any, statement: str, *_values: object) -> None:
    """A transaction that promised to read, and writes, sees what others have written since, and waits its turn."""
    if SINCE in connection.info or not statement.startswith(WRITING):
        return
    connection.exec_driver_sql("COMMIT")
    _begin_writing_on_sqlite(connection)


def _queue_on_postgresql(connection: Connection, _cursor: Any, *_statement: object) -> None:
    if _mode.get() is Mode.WRITES and SINCE not in connection.info:
        raw: Any = connection.connection.driver_connection  # the cursor may be one of the server, for a single query
        raw.execute(WAIT)
        raw.execute(QUEUE)
        _taken(connection.info)


def _on_checkin(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    _released(entry.info)


def _taken(info: dict[Any, Any]) -> None:
    if SINCE not in info:
        info[SINCE] = (slow.taken(), time.perf_counter())


def _released(info: dict[Any, Any]) -> None:
    if (taken := info.pop(SINCE, None)) is not None:
        thread, since = taken
        slow.released(thread)
        for act in on_release:
            act(time.perf_counter() - since)
    if info.pop(QUEUED, False):
        _writer.release()

"""SQLite: a safe version of it, and durable, checked connections."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import Engine, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from factcheck.config.values import SettingsError
from factcheck.db import writers
from factcheck.db.errors import Fault, QueueTimeout, kind_of
from factcheck.db.prepared import execute
from factcheck.processes.file_locks import WITHOUT_LOCKS, lock_file

SAFE_SQLITE = (3, 51, 3)  # 3.7.0 to 3.51.2 can lose committed rows when a WAL is reset
BEGIN = text("BEGIN IMMEDIATE")
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "SAVEPOINT")  # how a writing statement starts


def sqlite_module() -> Any:
    """A DB-API module whose SQLite is safe in WAL mode, or the stock one if pysqlite3 has no wheel."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        import sqlite3 as dbapi2
    return dbapi2


def prepare_sqlite(engine: Engine) -> None:
    """Make connections durable and checked (docs/operations.md, SQLite), and enforce the promises of transactions."""
    _refuse_without_locks(engine.url.database)
    safe = sqlite_module().sqlite_version_info >= SAFE_SQLITE

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"journal_mode={'WAL' if safe else 'TRUNCATE'}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # so that OR REPLACE fires the triggers of DELETE
            f"busy_timeout={int(1000 * writers.PATIENCE)}",
            "journal_size_limit=4194304",  # bytes to which the write-ahead log is truncated after a checkpoint
            "cache_size=-16000",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _write_after_all)


def _refuse_without_locks(database: str | None) -> None:
    """Raise SettingsError if files can't be locked; a disk that is full or read-only is reported at the first write."""
    if (path := writers.queue(database).path) is None:
        return
    try:
        lock_file(path)
    except OSError as error:
        if error.errno in WITHOUT_LOCKS:
            raise SettingsError(
                f"The database must be on a disk whose files can be locked, unlike {path.parent} ({error.strerror}). "
                "Set FACTCHECK_HOME to a folder of a local disk."
            ) from None


def _begin(connection: Connection) -> None:
    if writers.mode() is not writers.Mode.READS:
        _begin_writing(connection)
        return
    raw: Any = connection.connection.dbapi_connection
    raw.execute("BEGIN")
    connection.info[writers.CHANGES] = raw.total_changes


def _begin_writing(connection: Connection) -> None:
    begun = time.monotonic()
    if writers.QUEUED not in connection.info:  # a connection may begin again before it is returned
        queue, begun = writers.wait_in_line(connection.engine.url.database)
        if queue is not None:
            connection.info[writers.QUEUED] = queue
    _wait_at_most(connection, writers.PATIENCE - (time.monotonic() - begun))
    try:
        execute(connection, BEGIN, {})
    except OperationalError as error:  # without a place in the queue, another of our writers is in the way
        if writers.QUEUED in connection.info or kind_of(error) is not Fault.LOCKED:
            raise
        raise QueueTimeout from error
    raw: Any = connection.connection.dbapi_connection
    connection.info[writers.CHANGES] = raw.total_changes
    writers.taken(connection.info)


def _wait_at_most(connection: Connection, seconds: float) -> None:
    """Set SQLite's busy time-out to the rest of ours, in steps, so that it rarely changes."""
    patience = max(1, round(seconds * 2)) * 500  # milliseconds
    if connection.info.get("patience", 1000 * writers.PATIENCE) != patience:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")
        connection.info["patience"] = patience


def _write_after_all(connection: Connection, _cursor: Any, statement: str, *_values: object) -> None:
    """A transaction that promised to read, and writes, sees what others have written since, and waits its turn."""
    if writers.SINCE in connection.info or not statement.startswith(WRITING):
        return
    connection.exec_driver_sql("COMMIT")
    _begin_writing(connection)


def has_written(connection: Connection) -> bool:
    """Whether anything was written in the current transaction."""
    raw: Any = connection.connection.dbapi_connection
    return bool(raw.total_changes != connection.info.get(writers.CHANGES, raw.total_changes))


def let_go(connection: Connection) -> None:
    """Release the lock of a transaction that has written nothing, and continue reading."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute("COMMIT")
    raw.execute("BEGIN")
    writers.released(connection.info)

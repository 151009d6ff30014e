"""PostgreSQL: how its transactions queue for the writers' lock, which several servers may share."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from factcheck.db import writers

QUEUE = "SELECT pg_advisory_xact_lock(7021)"  # released by PostgreSQL at the end of the transaction
PING_AFTER = 5.0  # seconds of rest after which a connection is asked whether it is alive
RESTED = "rests_since"  # key in the info of a connection
WAIT = f"SET LOCAL lock_timeout = '{writers.PATIENCE:.0f}s'"


def prepare_postgresql(engine: Engine) -> None:
    """Enforce the promises of transactions."""
    event.listen(engine, "begin", lambda connection: writers.released(connection.info))
    event.listen(engine, "before_cursor_execute", _queue)
    event.listen(engine, "checkin", _rest)
    event.listen(engine, "checkout", partial(_ping, engine.dialect))


def _rest(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.info[RESTED] = time.monotonic()


def _ping(dialect: Dialect, connection: DBAPIConnection, entry: ConnectionPoolEntry, _: object) -> None:
    """Replace a connection that was cut while it rested.

    One that was used a moment ago isn't asked, which would be three messages a write: a request that meets a cut one
    is tried once more (`health/faults.py`).
    """
    if time.monotonic() - entry.info.get(RESTED, time.monotonic()) < PING_AFTER:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error


def _queue(connection: Connection, _cursor: Any, *_statement: object) -> None:
    if writers.mode() is writers.Mode.WRITES and writers.SINCE not in connection.info:
        raw: Any = connection.connection.driver_connection  # may be a server-side cursor, for a single query
        raw.execute(f"{WAIT}; {QUEUE}")
        writers.taken(connection.info)


def has_written(connection: Connection) -> bool:
    """Whether anything was written, or a row locked, in the current transaction."""
    raw: Any = connection.connection.dbapi_connection
    cursor = raw.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
    return bool(cursor.fetchone()[0])


def let_go(connection: Connection) -> None:
    """Release the lock of a transaction that has written nothing, and continue reading."""
    raw: Any = connection.connection.dbapi_connection
    raw.commit()
    writers.released(connection.info)

"""PostgreSQL: when a transaction begins there, and how writers queue for their lock, which several servers may share.

A query that only reads is one message: it needs no transaction, because each statement sees what was committed before
it in any case (READ COMMITTED). Everything else begins one with its first statement; a writer, together with the lock.
"""

from __future__ import annotations

import re
import time
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection, ExecutionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from factcheck.db import writers

QUEUE = "SELECT pg_advisory_xact_lock(7021)"  # released by PostgreSQL at the end of the transaction
READING = ("SELECT", "WITH")  # how a statement starts that needs no transaction, unless it has one of these words:
CHANGING = re.compile(r"\b(?:INSERT|UPDATE|DELETE|SHARE|pg_advisory_xact_lock)\b")
IDLE = 0  # PQTRANS_IDLE: no transaction is open
MAX_PREPARED = 1_000  # statements of a connection that PostgreSQL keeps parsed, after five uses each
PING_AFTER = 5.0  # seconds of rest after which a connection is asked whether it is alive
RESTED = "rests_since"  # key in the info of a connection
WAIT = f"SET LOCAL lock_timeout = '{writers.PATIENCE:.0f}s'"


def prepare_postgresql(engine: Engine) -> None:
    """Enforce the promises of transactions."""
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _before)
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


def _set_up(connection: Any, _: ConnectionPoolEntry) -> None:
    connection.prepared_max = MAX_PREPARED


def _begin(connection: Connection) -> None:
    """Nothing is sent before the first statement, which shows whether a transaction is needed."""
    writers.released(connection.info)
    raw: Any = connection.connection.driver_connection
    if not raw.autocommit:
        raw.autocommit = True


def _before(
    connection: Connection, _cursor: Any, statement: str, _values: object, context: ExecutionContext | None, *_: object
) -> None:
    raw: Any = connection.connection.driver_connection
    is_begun = raw.pgconn.transaction_status != IDLE
    if writers.mode() is writers.Mode.WRITES and writers.SINCE not in connection.info:
        raw.execute(f"{WAIT}; {QUEUE}" if is_begun else f"BEGIN; {WAIT}; {QUEUE}")
        writers.taken(connection.info)
    elif not is_begun and _needs_transaction(statement, context):
        raw.autocommit = False  # until its end; psycopg begins it with this statement


def _needs_transaction(statement: str, context: ExecutionContext | None) -> bool:
    """Whether a statement writes, locks rows, or is read with a cursor of the server."""
    is_promised = writers.mode() is writers.Mode.READS
    return not (is_promised and _only_reads(statement)) or bool(getattr(context, "_is_server_side", False))


@lru_cache(maxsize=2_048)
def _only_reads(statement: str) -> bool:
    return statement.startswith(READING) and CHANGING.search(statement) is None


def has_written(connection: Connection) -> bool:
    """Whether anything was written, or a row locked, in the current transaction."""
    raw: Any = connection.connection.dbapi_connection
    if raw.pgconn.transaction_status == IDLE:
        return False
    cursor = raw.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
    return bool(cursor.fetchone()[0])


def let_go(connection: Connection) -> None:
    """Release the lock of a transaction that has written nothing, and continue reading."""
    raw: Any = connection.connection.dbapi_connection
    raw.commit()
    writers.released(connection.info)

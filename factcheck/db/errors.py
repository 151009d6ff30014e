"""Faults of the database or the disk: one kind for what SQLite, PostgreSQL and the system report in many ways.

Pure: no Flask, no session. Code that answers, retries or raises an alarm uses only `kind_of`.
"""

from __future__ import annotations

import errno
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, OperationalError


class Fault(StrEnum):
    """The kinds of faults, by what can be done about them."""

    DUPLICATE = "duplicate"  # a unique index: somebody else has stored the same at this moment
    RULE = "rule"  # another constraint or trigger: the values are wrong
    CLASH = "clash"  # deadlock, serialization failure, stale snapshot: a retry may succeed
    LOCKED = "locked"  # somebody held a lock longer than the time-out
    CROWDED = "crowded"  # those before us in the queue of writers took longer than the time-out
    FULL = "full"  # no space on the disk
    READ_ONLY = "read-only"  # the database or its disk is read-only
    DAMAGED = "damaged"  # stored data can't be read
    GONE = "gone"  # no connection, or it was lost: whether a running commit succeeded is unknown


class QueueTimeout(OperationalError):
    """The queue of writers was too long, or one of them too slow; nothing was stored."""

    def __init__(self) -> None:
        super().__init__(None, None, TimeoutError("the writers before this one took too long"))


# Nothing was stored, and a retry finds the rows of the other transaction.
WORK_MAY_BEGIN_AGAIN = frozenset({Fault.DUPLICATE, Fault.CLASH})

_STATES = {  # SQLSTATE of PostgreSQL
    "23505": Fault.DUPLICATE,
    "40001": Fault.CLASH,  # serialization_failure
    "40002": Fault.RULE,  # transaction_integrity_constraint_violation
    "40003": Fault.GONE,  # statement_completion_unknown
    "40P01": Fault.CLASH,  # deadlock_detected
    "55P03": Fault.LOCKED,  # lock_not_available: lock_timeout
    "57014": Fault.LOCKED,  # query_canceled: statement_timeout
    "25P03": Fault.GONE,  # idle_in_transaction_session_timeout
    "53100": Fault.FULL,  # disk_full
    "25006": Fault.READ_ONLY,  # read_only_sql_transaction: a standby
    "58030": Fault.DAMAGED,  # io_error
    "XX001": Fault.DAMAGED,  # data_corrupted
    "XX002": Fault.DAMAGED,  # index_corrupted
}
_CLASSES = {"08": Fault.GONE, "23": Fault.RULE, "57P": Fault.GONE, "53": Fault.GONE}  # prefixes of the state
_CODES = {  # primary result codes of SQLite
    5: Fault.LOCKED,  # BUSY
    6: Fault.LOCKED,  # LOCKED
    8: Fault.READ_ONLY,
    10: Fault.DAMAGED,  # IOERR
    11: Fault.DAMAGED,  # CORRUPT
    13: Fault.FULL,
    14: Fault.GONE,  # CANTOPEN
    19: Fault.RULE,  # CONSTRAINT
    26: Fault.DAMAGED,  # NOTADB
}
_IOERR_OF_WRITES = {778, 1034, 1546, 4874}  # WRITE, FSYNC, TRUNCATE, SHMSIZE: a quota; only ENOSPC counts as FULL
_BUSY_SNAPSHOT = 517  # a reader that wants to write after somebody else did
_MODULES = {"psycopg", "pysqlite3", "sqlite3"}  # raised by a connection that isn't wrapped
_NUMBERS = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EFBIG: Fault.FULL,  # the limit of a process (RLIMIT_FSIZE)
    errno.EROFS: Fault.READ_ONLY,
    errno.EACCES: Fault.READ_ONLY,
    errno.EPERM: Fault.READ_ONLY,
    errno.EIO: Fault.DAMAGED,
}


def kind_of(error: BaseException | None) -> Fault | None:
    """The kind of fault, of this exception or its cause; None if it isn't one of a database or disk."""
    while error is not None:
        if (kind := _itself(error)) is not None:
            return kind
        error = error.__cause__ or error.__context__
    return None


def _itself(error: BaseException) -> Fault | None:
    if isinstance(error, QueueTimeout):
        return Fault.CROWDED
    if isinstance(error, OSError):
        return _NUMBERS.get(error.errno or 0)
    if not isinstance(error, DBAPIError) and type(error).__module__.partition(".")[0] not in _MODULES:
        return None
    origin = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(state := getattr(origin, "sqlstate", None), str):
        return _STATES.get(state) or next((kind for begin, kind in _CLASSES.items() if state.startswith(begin)), None)
    if isinstance(code := getattr(origin, "sqlite_errorcode", None), int):
        return _of_sqlite(code, str(origin))
    is_invalid = isinstance(error, DBAPIError) and error.connection_invalidated
    return Fault.GONE if is_invalid or _is_cut(origin) else None


def _of_sqlite(code: int, message: str) -> Fault | None:
    if code == _BUSY_SNAPSHOT:
        return Fault.CLASH
    if code in _IOERR_OF_WRITES:
        return Fault.FULL
    if message.startswith("UNIQUE constraint failed"):
        return Fault.DUPLICATE
    return _CODES.get(code & 0xFF)


def _is_cut(origin: BaseException | None) -> bool:
    """Whether psycopg reports a lost connection: such an error has no SQLSTATE."""
    return type(origin).__module__.startswith("psycopg") and type(origin).__name__ == "OperationalError"

"""What a transaction promises: only to read, to write rows of its own, or to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from factcheck.db import postgres, slow, sqlite, writers
from factcheck.db.base import db


class UnsavedWork(RuntimeError):
    """A transaction that only reads was begun over uncommitted changes."""


@contextmanager
def read_only() -> Iterator[None]:
    """Inside, nothing is written and nobody waits: slow work is done here, before the transaction that stores it.

    It is a separate transaction. What was read before it, and inside it, is read again on the next access, so decisions
    are based on fresh data. Raises UnsavedWork if there are uncommitted changes.
    """
    before = writers.mode()
    if before is writers.Mode.READS:
        yield
        return
    end_reading()
    writers.promise(writers.Mode.READS)
    try:
        yield
    finally:
        writers.promise(before)
        end_reading()


@contextmanager
def writing() -> Iterator[None]:
    """Inside, a transaction of another connection may write a row of its own."""
    before = writers.mode()
    writers.promise(writers.Mode.WRITES_OWN)
    try:
        yield
    finally:
        writers.promise(before)


def end_reading() -> None:
    """End the current transaction, in which nothing was written: the next one sees what others have done since."""
    session = db.session()
    if not session.in_transaction():
        return
    if _has_changed(session):
        raise UnsavedWork("changed and not committed, before a transaction that only reads")
    session.rollback()


def let_others_write() -> bool:
    """Release the writers' lock if nothing was written, for example before a page is rendered; loaded rows are kept.

    Returns whether it is released.
    """
    session = db.session()
    if not slow.is_writing():
        return not session.new and not session.deleted and not session.dirty
    if session.in_nested_transaction() or _has_changed(session):
        return False
    connection = session.connection()
    _dialect(connection).let_go(connection)
    return True


def _has_changed(session: Session) -> bool:
    """Whether the current transaction has changed anything, or is about to."""
    if session.new or session.deleted or session.dirty:
        return True
    is_untouched = writers.mode() is writers.Mode.WRITES and not slow.is_writing()
    if is_untouched:
        return False
    connection = session.connection()
    return bool(_dialect(connection).has_written(connection))


def _dialect(connection: Connection) -> ModuleType:
    return postgres if connection.dialect.name == "postgresql" else sqlite


def forget_transaction() -> None:
    """Roll back, even if the connection is lost."""
    try:
        db.session.rollback()
    except Exception:
        db.session.remove()

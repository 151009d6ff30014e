"""What a transaction promises: to read only, to write rows of its own, or to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from factcheck.db import slow, writers
from factcheck.db.base import db


class UnsavedWork(RuntimeError):
    """A transaction that only reads was begun over changes that nobody committed."""


@contextmanager
def read_only() -> Iterator[None]:
    """Inside, nothing is written and nobody waits: slow work is done here, before the transaction that keeps it.

    It is a transaction of its own. What was read before it, and inside it, is read anew when it is next looked at, so
    what is decided is decided after it. Raises UnsavedWork where something was written already and not committed.
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
    """Inside, a transaction of another connection may write a row of its own, whatever the work around it does."""
    before = writers.mode()
    writers.promise(writers.Mode.WRITES_OWN)
    try:
        yield
    finally:
        writers.promise(before)


def end_reading() -> None:
    """End the transaction under way, in which nothing was written: the next one sees what others have done since."""
    session = db.session()
    if not session.in_transaction():
        return
    if _has_changed(session):
        raise UnsavedWork("changed and not committed, before a transaction that only reads")
    session.rollback()


def let_others_write() -> bool:
    """Free the writers' lock where nothing was written, as before a page is drawn; what was read stays as it is.

    Answers whether it is free.
    """
    session = db.session()
    if not slow.is_writing():
        return not session.new and not session.deleted and not session.dirty
    if session.in_nested_transaction() or _has_changed(session):
        return False
    writers.let_go(session.connection())
    return True


def _has_changed(session: Session) -> bool:
    """Whether the transaction under way has changed anything, or is about to."""
    if session.new or session.deleted or session.dirty:
        return True
    is_untouched = writers.mode() is writers.Mode.WRITES and not slow.is_writing()
    return not is_untouched and writers.has_written(session.connection())


def forget_transaction() -> None:
    """Roll back, even if the connection is gone."""
    try:
        db.session.rollback()
    except Exception:
        db.session.remove()

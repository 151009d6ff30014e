"""The writers' lock: on both databases one transaction writes at a time, and nothing slow happens inside it.

SQLite takes it with BEGIN IMMEDIATE; PostgreSQL, which several servers may share, with an advisory lock before the
first statement of a transaction that may write. So nobody changes what such a transaction has read, and there are no
deadlocks. Slow work is done before, in a transaction that only reads (`db.read_only`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from enum import Enum
from typing import Any

from factcheck.db import slow

PATIENCE = 4.0  # seconds a writer waits, in our queue and for other processes together
SINCE, CHANGES, QUEUED = "writes_since", "changes_at_begin", "holds_writer"  # key in the info of a connection


class Mode(Enum):
    """What a transaction promises when it begins."""

    READS = "reads"  # it never waits for a writer
    WRITES_OWN = "writes its own"  # rows that no other person's action changes: no queue on PostgreSQL
    WRITES = "writes"


_mode: ContextVar[Mode] = ContextVar("mode", default=Mode.WRITES)
lock = threading.Lock()  # of this process
on_release: list[Callable[[float], None]] = []  # called with the seconds for which the lock was held: a measurement


def mode() -> Mode:
    """The promise of the next transaction here."""
    return _mode.get()


def promise(to: Mode) -> None:
    """Set the promise of the next transactions here."""
    _mode.set(to)


def taken(info: dict[Any, Any]) -> None:
    """A connection with this info holds the lock from now on."""
    if SINCE not in info:
        info[SINCE] = (slow.taken(), time.perf_counter())


def released(info: dict[Any, Any]) -> None:
    """A connection with this info no longer holds the lock."""
    if (holder := info.pop(SINCE, None)) is not None:
        thread, since = holder
        slow.released(thread)
        for act in on_release:
            act(time.perf_counter() - since)
    if info.pop(QUEUED, False):
        lock.release()

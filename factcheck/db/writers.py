"""The writers' lock: on both databases one transaction writes at a time, and nothing slow happens inside it.

On SQLite a transaction queues beside the file, with all processes of the machine, and then says BEGIN IMMEDIATE;
PostgreSQL, which several servers may share, has an advisory lock before the first statement of a transaction that may
write. So nobody changes what such a transaction has read, and there are no deadlocks. Slow work is done before, in a
transaction that only reads (`db.read_only`).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from factcheck.db import slow
from factcheck.processes.file_queue import FileQueue

PATIENCE = 4.0  # seconds a writer waits, in our queue and for other programs together
SINCE, CHANGES, QUEUED = "writes_since", "changes_at_begin", "queue_held"  # key in the info of a connection


class Mode(Enum):
    """What a transaction promises when it begins."""

    READS = "reads"  # it never waits for a writer
    WRITES_OWN = "writes its own"  # rows that no other person's action changes: no queue on PostgreSQL
    WRITES = "writes"


class Place(NamedTuple):
    """A place at the head of the line of writers."""

    queue: FileQueue | None  # to be released; None if that was too long
    begun: float  # when the wait began, in seconds of the monotonic clock


_mode: ContextVar[Mode] = ContextVar("mode", default=Mode.WRITES)
_places: ContextVar[list[Place] | None] = ContextVar("places", default=None)  # at most one, until it is given away
_queues: dict[str, FileQueue] = {}  # of SQLite databases, by their paths
on_release: list[Callable[[float], None]] = []  # called with the seconds for which the lock was held: a measurement


def mode() -> Mode:
    """The promise of the next transaction here."""
    return _mode.get()


def promise(to: Mode) -> None:
    """Set the promise of the next transactions here."""
    _mode.set(to)


def queue(database: str | None) -> FileQueue:
    """The queue of the writers of a SQLite database: of all processes, by a file beside it; one in memory has none."""
    found = _queues.get(database or "")
    if found is None:
        is_file = bool(database) and database != ":memory:"
        found = _queues.setdefault(database or "", FileQueue(Path(f"{database}-queue") if is_file else None))
    return found


def wait_in_line(database: str | None) -> Place:
    """Wait for the lock of a SQLite database, if this thread hasn't already (`lined_up`)."""
    if places := _places.get():
        return places.pop()
    begun, line = time.monotonic(), queue(database)
    return Place(line if line.acquire(PATIENCE) else None, begun)


@contextmanager
def lined_up(database: str | None) -> Iterator[None]:
    """Wait for the lock, and give it to the transaction that begins inside.

    A writer waits before it takes a connection, so that it gets that of the last one, which has the pages that both
    read in memory: any other connection reads them again.
    """
    if mode() is Mode.READS:
        yield
        return
    token = _places.set(places := [wait_in_line(database)])
    try:
        yield
    finally:
        _places.reset(token)
        for place in places:
            if place.queue is not None:
                place.queue.release()


os.register_at_fork(after_in_child=_queues.clear)


def taken(info: dict[Any, Any]) -> None:
    """A connection with this info holds the lock from now on."""
    if SINCE not in info:
        info[SINCE] = (slow.taken(), time.perf_counter())


def is_held(info: dict[Any, Any]) -> bool:
    """Whether a connection with this info holds the lock."""
    return SINCE in info


def released(info: dict[Any, Any]) -> None:
    """A connection with this info no longer holds the lock."""
    if (holder := info.pop(SINCE, None)) is not None:
        thread, since = holder
        slow.released(thread)
        for act in on_release:
            act(time.perf_counter() - since)
    if (held := info.pop(QUEUED, None)) is not None:
        held.release()

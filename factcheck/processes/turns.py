"""How many requests a process works on at a time: threads that all want Python's lock only take it from each other."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

_here = threading.local()  # `turns`: those of which this thread has one


class Turns:
    """Requests begin in the order in which they came, and `most` of them run at a time.

    One that has run for `long` seconds isn't counted any more: it is slow, or waits for something else, and others go
    on beside it.
    """

    def __init__(self, most: int, long: float) -> None:
        self._most, self._long = most, long
        self._lock = threading.Lock()
        self._running: dict[int, float] = {}  # threads that are counted, the oldest first, and when they began
        self._waiting: deque[tuple[int, threading.Lock]] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and have it inside."""
        thread = threading.get_ident()
        self._wait(thread)
        _here.turns = self
        try:
            yield
        finally:
            _here.turns = None
            self._end(thread)

    @contextmanager
    def pause(self) -> Iterator[None]:
        """Let another thread run meanwhile; this one then goes on at once, because others may wait for it."""
        thread = threading.get_ident()
        self._end(thread)
        try:
            yield
        finally:
            with self._lock:
                self._running[thread] = time.monotonic()

    def _wait(self, thread: int) -> None:
        called = threading.Lock()
        called.acquire()
        with self._lock:
            self._waiting.append((thread, called))
            self._admit()
        while not called.acquire(timeout=self._long):
            with self._lock:
                self._admit()

    def _end(self, thread: int) -> None:
        with self._lock:
            self._running.pop(thread, None)
            self._admit()

    def _admit(self) -> None:
        now = time.monotonic()
        while self._running and now - next(iter(self._running.values())) >= self._long:
            del self._running[next(iter(self._running))]
        while self._waiting and len(self._running) < self._most:
            thread, called = self._waiting.popleft()
            self._running[thread] = now
            called.release()


@contextmanager
def paused() -> Iterator[None]:
    """While this thread waits for something else than Python's lock, another one has its turn, if it has one."""
    turns: Turns | None = getattr(_here, "turns", None)
    if turns is None:
        yield
        return
    with turns.pause():
        yield

"""How many requests a process works on at a time: threads that all want Python's lock only take it from each other."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_here = threading.local()  # `turns`: those in which this thread takes part; `has_passed`: it gave its turn to another


class Turns:
    """Requests begin in the order in which they came, and `most` of them run at a time.

    One that has waited for something else, for example for the writers' lock, goes on before any other begins. One that
    has run for `long` seconds isn't counted any more: it is slow, and others go on beside it. Those that begin wait
    elsewhere: `on_room` is called, with the lock, when another one may begin.
    """

    def __init__(self, most: int, long: float) -> None:
        self.most, self.long = most, long
        self.lock = threading.Lock()
        self.on_room: Callable[[], None] = lambda: None
        self._running: dict[int, float] = {}  # threads that are counted, and when their turns began
        self._paused: set[int] = set()  # threads that wait for something else
        self._returning: deque[tuple[int, threading.Lock]] = deque()  # threads that go on after a pause

    def begin(self, thread: int) -> bool:
        """Give a thread a turn; False if there is none. The caller has the lock."""
        self._admit()
        if len(self._running) >= self.most:
            return False
        self._running[thread] = time.monotonic()
        return True

    def end(self, thread: int) -> None:
        """End a turn, and let a thread go on that has waited; the caller has the lock, and lets others begin."""
        self._running.pop(thread, None)
        self._admit()

    @contextmanager
    def pause(self) -> Iterator[None]:
        """Let another thread run meanwhile."""
        thread = threading.get_ident()
        with self.lock:
            self._paused.add(thread)
            self.end(thread)
            self.on_room()
        try:
            yield
        finally:
            self._return()

    def leave(self) -> None:
        """Count this thread no more, and let another begin."""
        with self.lock:
            self.end(threading.get_ident())
            self.on_room()

    def pass_on(self, thread: int) -> None:
        """Give this thread's turn to one that is paused, and about to go on; `go_on` waits for another."""
        with self.lock:
            if thread in self._paused and (began := self._running.pop(threading.get_ident(), None)) is not None:
                self._running[thread], _here.has_passed = began, True

    def go_on(self) -> None:
        """Wait for a turn, if this thread has passed on its own."""
        if _here.has_passed:
            _here.has_passed = False
            self._return()

    def _return(self) -> None:
        thread, called = threading.get_ident(), threading.Lock()
        called.acquire()
        with self.lock:
            self._paused.discard(thread)
            if thread in self._running:  # by `pass_on`
                return
            self._returning.append((thread, called))
            self._admit()
        while not called.acquire(timeout=self.long):
            with self.lock:
                self._admit()

    def _admit(self) -> None:
        now = time.monotonic()
        for thread in [it for it, began in self._running.items() if now - began >= self.long]:
            del self._running[thread]
        while self._returning and len(self._running) < self.most:
            thread, called = self._returning.popleft()
            self._running[thread] = now
            called.release()


def take_part(turns: Turns | None) -> None:
    """From now on, `paused`, `pass_on` and `go_on` in this thread mean its turns among these; None: it has none."""
    _here.turns, _here.has_passed = turns, False


@contextmanager
def paused() -> Iterator[None]:
    """While this thread waits for something else than Python's lock, another one has its turn, if it has one."""
    turns: Turns | None = getattr(_here, "turns", None)
    if turns is None:
        yield
        return
    with turns.pause():
        yield


def begin_long_work() -> None:
    """What this thread begins is known to be long: others go on beside it at once, not only when it has run long."""
    turns: Turns | None = getattr(_here, "turns", None)
    if turns is not None:
        turns.leave()


def pass_on(thread: int) -> None:
    """Give this thread's turn, if it has one, to a paused thread that goes on; see `go_on`."""
    turns: Turns | None = getattr(_here, "turns", None)
    if turns is not None:
        turns.pass_on(thread)


def go_on() -> None:
    """Wait for a turn, if this thread has passed on its own."""
    turns: Turns | None = getattr(_here, "turns", None)
    if turns is not None:
        turns.go_on()

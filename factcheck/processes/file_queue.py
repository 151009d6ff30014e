"""A lock that threads of many processes take in the order in which they came, with a limit on the wait.

Threads of a process queue in memory; for all of them the process queues with a numbered byte of a file as its ticket.
It has the lock when no byte before its own is locked, for up to IN_A_ROW of its threads; then it goes behind all
processes that wait. The system removes the ticket of a process that dies. If the file can't be written, only the
threads of a process queue: SQLite then refuses, and its error says why.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from pathlib import Path

from factcheck.processes.file_locks import LockFile, lock_file
from factcheck.processes.turns import pass_on, paused

DRAWING = 0  # the byte that a process locks while it draws a ticket
IN_A_ROW = 8  # threads of a process that may follow each other while another process waits
log = logging.getLogger(__name__)


class FileQueue:
    """The lock of one file; without a path, of this process alone."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._guard = threading.Lock()
        self._waiting: deque[tuple[int, threading.Lock]] = deque()  # threads of this process, the first one first
        self._is_taken = False  # by a thread of this process, or this process queues for it
        self._ticket: int | None = None
        self._served = 0  # threads that have had the lock with this ticket
        self._runner: Runner | None = None

    @property
    def is_taken(self) -> bool:
        """Whether a thread of this process holds it, or this process queues for it."""
        return self._is_taken

    def acquire(self, timeout: float) -> bool:
        """Take the lock; False after so many seconds."""
        until = time.monotonic() + timeout
        turn = (threading.get_ident(), threading.Lock())
        turn[1].acquire()
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                if self._enter():
                    self._served = 1
                    return True
                self._run().go()
            self._waiting.append(turn)
        with paused():
            if turn[1].acquire(timeout=max(0.0, until - time.monotonic())):
                return True
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
            return True  # its turn came at the last moment

    def release(self) -> None:
        """Let the next one go on; from any thread."""
        with self._guard:
            if self._waiting and self._served < IN_A_ROW:
                self._call()
                return
            self._leave()
            if not self._waiting:
                self._is_taken = False
            elif self._enter():
                self._call()
            else:
                self._run().go()

    def _call(self) -> None:
        self._served += 1
        thread, turn = self._waiting.popleft()
        pass_on(thread)
        turn.release()

    def _leave(self) -> None:
        """Give the ticket back."""
        if self.path is not None and self._ticket is not None:
            lock_file(self.path).unlock(self._ticket)
        self._ticket, self._served = None, 0

    def _enter(self) -> bool:
        """Draw a ticket and take the lock, if that needs no wait; True also where there is no file."""
        if self.path is None:
            return True
        try:
            file = lock_file(self.path)
            return file.lock(DRAWING) and self._is_first(file, self._draw(file))
        except OSError as error:
            log.warning("The queue %s can't be used: %s", self.path, error)
            return True

    def _draw(self, file: LockFile) -> int:
        """A ticket, after all others; the byte for drawing is locked, and released here."""
        try:
            ticket = int.from_bytes(os.pread(file.descriptor, 8, 0), "little") + 1
            os.pwrite(file.descriptor, ticket.to_bytes(8, "little"), 0)
            file.lock(ticket)
            self._ticket = ticket
            return ticket
        finally:
            file.unlock(DRAWING)

    def _is_first(self, file: LockFile, ticket: int) -> bool:
        return file.is_free(1, ticket - 1)

    def _run(self) -> Runner:
        """The thread that waits for this process; begun at the first wait."""
        if self._runner is None:
            self._runner = Runner(self)
            self._runner.start()
        return self._runner

    def wait(self) -> None:
        """In the runner: draw a ticket if there is none, wait until all earlier ones are gone, and call a thread."""
        try:
            if self.path is not None:
                file = lock_file(self.path)
                if self._ticket is None:
                    file.wait(DRAWING)
                    self._draw(file)
                ticket = self._ticket or 1
                if ticket > 1:
                    file.wait(1, ticket - 1, is_shared=True)
                    file.unlock(1, ticket - 1)
        except OSError as error:
            log.warning("The queue %s can't be used: %s", self.path, error)
        with self._guard:
            if self._waiting:
                self._call()
            else:  # all have stopped waiting
                self._leave()
                self._is_taken = False


class Runner(threading.Thread):
    """Waits in the system for the lock of a queue, which tells it at once; only one thread of a process can."""

    def __init__(self, queue: FileQueue) -> None:
        super().__init__(name="queue of writers", daemon=True)
        self._queue, self._asked = queue, threading.Semaphore(0)

    def go(self) -> None:
        """Wait for the queue once more."""
        self._asked.release()

    def run(self) -> None:
        """Wait each time when asked."""
        while True:
            self._asked.acquire()
            self._queue.wait()

"""A lock that threads of many processes take in the order in which they came, with a limit on the wait.

Threads of one process queue in memory; the first of them queues for its process, with a numbered byte of a file as
its ticket. It has the lock when no byte before its own is locked. So another process goes before it at most once, and
the system removes the ticket of a process that dies. If the file can't be written, only the threads of a process queue:
SQLite then refuses, and its error says why.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from pathlib import Path

from factcheck.processes.file_locks import LockFile, lock_file

DRAWING = 0  # the byte that a process locks while it draws a ticket
log = logging.getLogger(__name__)


class FileQueue:
    """The lock of one file; without a path, of this process alone."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()  # of this process, the first one first
        self._is_taken = False  # by a thread of this process, which holds it or queues for it
        self._ticket: int | None = None

    @property
    def is_taken(self) -> bool:
        """Whether a thread of this process holds it, or is the one that queues for it."""
        return self._is_taken

    def acquire(self, timeout: float) -> bool:
        """Take the lock; False after so many seconds."""
        until = time.monotonic() + timeout
        if not self._acquire_here(timeout):
            return False
        is_mine = False
        try:
            is_mine = self.path is None or self._acquire_across(lock_file(self.path), until)
        except OSError as error:
            log.warning("The queue %s can't be used: %s", self.path, error)
            is_mine = True
        finally:
            if not is_mine:
                self.release()
        return is_mine

    def release(self) -> None:
        """Let the next one go on; from any thread."""
        if self.path is not None and self._ticket is not None:
            lock_file(self.path).unlock(self._ticket)
            self._ticket = None
        self._release_here()

    def _acquire_here(self, timeout: float) -> bool:
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=timeout):
            return True
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
            return True  # its turn came at the last moment

    def _release_here(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False

    def _acquire_across(self, file: LockFile, until: float) -> bool:
        """Queue for this process: draw a ticket, and wait until all earlier ones are gone."""
        if not file.wait(until, DRAWING):
            return False
        try:
            ticket = int.from_bytes(os.pread(file.descriptor, 8, 0), "little") + 1
            os.pwrite(file.descriptor, ticket.to_bytes(8, "little"), 0)
            file.lock(ticket)
            self._ticket = ticket
        finally:
            file.unlock(DRAWING)
        if ticket > 1:
            if not file.wait(until, 1, ticket - 1, is_shared=True):
                return False
            file.unlock(1, ticket - 1)
        return True

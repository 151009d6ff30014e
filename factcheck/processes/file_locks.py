"""Locks on bytes of a file, between processes: a process that dies loses its locks at once, however it dies.

They are POSIX locks: threads of one process don't exclude each other, a forked child has none of its parent's, and a
process loses all of them when it closes the file once. So a file is opened once, and never closed.
"""

from __future__ import annotations

import errno
import fcntl
import os
import threading
import time
from pathlib import Path

WITHOUT_LOCKS = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})
PAUSE = 0.0005  # seconds between two tries
_opened: dict[Path, LockFile] = {}
_opening = threading.Lock()


class LockFile:
    """A file whose bytes can be locked, whatever its length; its content is another matter."""

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.guard = threading.Lock()  # between the threads of this process
        self.held: set[int] = set()  # the slots that this process uses (slots.py)

    def lock(self, start: int, length: int = 1, *, is_shared: bool = False) -> bool:
        """Lock these bytes for this process; False if another process has one of them. Never waits."""
        kind = fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX
        try:
            fcntl.lockf(self.descriptor, kind | fcntl.LOCK_NB, length, start)
        except (BlockingIOError, PermissionError):  # EAGAIN, or EACCES on some systems
            return False
        return True

    def unlock(self, start: int, length: int = 1) -> None:
        """Release these bytes."""
        fcntl.lockf(self.descriptor, fcntl.LOCK_UN, length, start)

    def wait(self, start: int, length: int = 1, *, is_shared: bool = False) -> None:
        """Lock these bytes once no other process has any of them; the system wakes this thread, however long it takes.

        The system refuses a wait in a circle, which two files could make: then this looks again and again.
        """
        kind = fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX
        while True:
            try:
                fcntl.lockf(self.descriptor, kind, length, start)
                return
            except OSError as error:
                if error.errno != errno.EDEADLK:
                    raise
            time.sleep(PAUSE)

    def wait_until(self, until: float, start: int, length: int = 1) -> bool:
        """Lock these bytes once no other process has any of them; False if that isn't so until this moment."""
        while not self.lock(start, length):
            if time.monotonic() >= until:
                return False
            time.sleep(PAUSE)
        return True

    def is_free(self, start: int, length: int) -> bool:
        """Whether no other process has any of these bytes, of which this one has none."""
        if length and not self.lock(start, length, is_shared=True):
            return False
        if length:
            self.unlock(start, length)
        return True


def lock_file(path: Path) -> LockFile:
    """The file of this path, created if needed; raises OSError where files can't be written or locked."""
    with _opening:
        if path not in _opened:
            file = LockFile(path)
            file.is_free(0, 1)
            _opened[path] = file
        return _opened[path]


def _forget() -> None:
    """In a forked child, which has none of the locks."""
    global _opening
    _opening = threading.Lock()
    _opened.clear()


os.register_at_fork(after_in_child=_forget)

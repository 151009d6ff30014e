"""Child processes by fork, and the signals that their parent waits for."""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

HEEDED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1)
log = logging.getLogger(__name__)


@contextmanager
def held_back() -> Iterator[None]:
    """While this context is open, signals wait."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HEEDED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def fork(act: Callable[[], int]) -> int:
    """A child that calls this function and exits with the code that it returns; answers its process id.

    Nothing of the parent is cleaned up in the child: no handler of signals, no `finally`, no `atexit`.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    with held_back():
        if (pid := os.fork()) == 0:
            signal.set_wakeup_fd(-1)
            for number in (*HEEDED, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)  # the parent decides
            _become(act)
    return pid


def _become(act: Callable[[], int]) -> NoReturn:
    code = 1
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HEEDED)
        code = act()
    except BaseException:
        log.exception("A process ended by an error")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def code_of(pid: int) -> int:
    """Wait for a child; its exit code, or 128 and the number of the signal that ended it."""
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


class Inbox:
    """Signals of this process as a file to wait for."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()
        for end in (self._read, self._write):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        for number in (*HEEDED, signal.SIGCHLD):
            signal.signal(number, lambda *_: None)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HEEDED)  # held back since the program before

    def fileno(self) -> int:
        """The file to wait for."""
        return self._read

    def is_waiting(self) -> bool:
        """Whether signals have come that weren't taken."""
        return bool(select.select([self._read], [], [], 0)[0])

    def taken(self) -> bytes:
        """The numbers of the signals that came."""
        try:
            return os.read(self._read, 4096)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        """Close it in a child, which has its own handlers."""
        os.close(self._read)
        os.close(self._write)

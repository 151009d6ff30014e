"""The supervisor: starts workers, replaces those that end, and ends or reloads all of them on a signal."""

from __future__ import annotations

import contextlib
import logging
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable

from launch.processes import forking
from launch.processes.handover import Handover
from launch.processes.reloading import Reload
from launch.processes.slot import Slot
from launch.processes.worker import RETIRE, Place
from launch.web_server import limits
from launch.web_server.loads import Loads, Share

BACKLOG = 1024  # connections that wait for a worker
MAX_FIRST_FAILURES = 3  # failed starts after which a supervisor gives up that never had a worker
PATIENCE = 10.0  # seconds beyond GRACE after which workers are killed
log = logging.getLogger(__name__)


class Supervisor:
    """Keeps `workers` processes that do `work`; its own process has one thread and no connection to a database."""

    def __init__(
        self,
        work: Callable[[Place], int],
        listener: socket.socket,
        workers: int,
        hello: str = "",
        handover: Handover | None = None,
    ) -> None:
        self._work, self._listener, self._hello = work, listener, hello
        self._loads = Loads(workers)
        self._slots = [Slot(number) for number in range(workers)]
        self._former = set(handover.workers if handover else ())  # serve until those of this program are ready
        self._retired: set[int] = set()  # answer what they have begun
        self._lifeline = handover.lifeline if handover else os.pipe()
        self._was_ready = False
        self._reload, self._wants_reload = Reload(), False
        self._ending = 0  # the signal that ends all
        self._killed_at = 0.0
        self._ends_on_hangup = sys.stdin is not None and sys.stdin.isatty()

    def run(self) -> int:
        """Supervise until a signal: 0; 1 if no worker ever started, 128 and its number after a second signal."""
        self._inbox = forking.Inbox()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._inbox, selectors.EVENT_READ)
        self._listener.listen(BACKLOG)
        while True:
            self._reap()
            if (code := self._result()) is not None:
                return code
            self._fill()
            for key, _ in self._selector.select(self._patience()):
                if isinstance(key.data, Slot):
                    self._report(key.data)
            for number in self._inbox.taken():
                self._heed(number)

    def _result(self) -> int | None:
        """The exit code; None while there is something to do."""
        if self._ending:
            return None if self._children() else 0
        has_failed = max(slot.failures for slot in self._slots) >= MAX_FIRST_FAILURES
        if self._was_ready or self._former or not has_failed:
            return None
        log.error("No worker could be started.")
        self._tell_all(signal.SIGKILL)
        return 1

    def _patience(self) -> float | None:
        """Seconds until something is due without a signal."""
        due = [self._killed_at] if self._ending else [slot.due for slot in self._slots if not slot.pid]
        return max(min(due) - time.monotonic(), 0.0) if due else None

    def _children(self) -> set[int]:
        mine = {slot.pid for slot in self._slots}
        return (mine | self._former | self._retired | {self._reload.trial}) - {0}

    def _tell_all(self, number: int) -> None:
        for pid in self._children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    # workers

    def _fill(self) -> None:
        """Start the workers that are due; when all are ready, let those of the former program end."""
        now = time.monotonic()
        if self._ending:
            if now >= self._killed_at:
                self._tell_all(signal.SIGKILL)
                self._killed_at = now + PATIENCE
            return
        for slot in self._slots:
            if not slot.pid and now >= slot.due:
                self._start(slot)
        if self._former and all(slot.is_ready for slot in self._slots):
            self._retire_former()
        if self._wants_reload and not self._former and not self._reload.trial:
            self._wants_reload = False
            self._reload.begin()

    def _start(self, slot: Slot) -> None:
        read, write = os.pipe()

        def act() -> int:
            self._inbox.close()
            self._selector.close()
            for number in (self._lifeline[1], read, *(it.ready for it in self._slots if it.ready >= 0)):
                os.close(number)
            return self._work(Place(self._listener, self._lifeline[0], write, Share(self._loads, slot.number)))

        try:
            pid = forking.fork(act)
        except OSError as error:
            log.error("A worker can't be started: %s", error)
            slot.failed()
            os.close(read)
        else:
            slot.fill(pid, read)
            self._selector.register(read, selectors.EVENT_READ, slot)
        os.close(write)

    def _report(self, slot: Slot) -> None:
        """Read whether a worker is ready; the end of the pipe alone says nothing."""
        slot.is_ready = os.read(slot.ready, 1) == b"1"
        self._forget_pipe(slot)
        if slot.is_ready and not self._was_ready:
            self._was_ready = True
            if self._hello:
                print(self._hello, flush=True)

    def _forget_pipe(self, slot: Slot) -> None:
        if slot.ready >= 0:
            self._selector.unregister(slot.ready)
            os.close(slot.ready)
            slot.ready = -1

    def _reap(self) -> None:
        """Take note of all children that have ended, and of orphans if this is process 1."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            self._ended(pid, os.waitstatus_to_exitcode(status))

    def _ended(self, pid: int, code: int) -> None:
        self._former.discard(pid)
        self._retired.discard(pid)
        if pid == self._reload.trial:
            self._reload.trial = 0
            if not self._ending and not self._wants_reload:  # else the program may have changed since
                self._reload.conclude(code, self._listener.fileno(), self._lifeline, self._children())
        for slot in self._slots:
            if slot.pid == pid:
                if slot.ready >= 0:
                    self._report(slot)
                self._loads.clear(slot.number)
                slot.empty()
                if not self._ending:
                    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
                    log.warning("Worker %s ended (%s); another starts in %.1f s", pid, how, slot.pause)

    def _retire_former(self) -> None:
        for pid in self._former:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, RETIRE)
        self._retired |= self._former
        self._former = set()
        log.warning("Reloaded")

    # signals

    def _heed(self, number: int) -> None:
        if number == signal.SIGHUP and not self._ends_on_hangup:
            self._wants_reload = True
        elif number in {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}:
            self._end(number)

    def _end(self, number: int) -> None:
        """Let all workers end what they have begun; at a second signal, at once."""
        if self._ending:
            self._tell_all(signal.SIGKILL)
            os._exit(128 + number)
        self._ending, self._killed_at = number, time.monotonic() + limits.GRACE + PATIENCE
        self._listener.close()
        self._tell_all(signal.SIGTERM)

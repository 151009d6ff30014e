"""The supervisor: starts workers, replaces those that end, and ends or reloads all of them on a signal."""

from __future__ import annotations

import logging
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable

from launch.processes import forking, programs
from launch.processes.crew import Crew
from launch.processes.handover import Handover
from launch.processes.place import Place
from launch.processes.slot import Slot
from launch.processes.starting import Starter
from launch.web_server import limits
from launch.web_server.loads import Loads

BACKLOG = 1024  # connections that wait for a worker
MAX_FIRST_FAILURES = 3  # failed starts after which a supervisor gives up that never had a worker
PATIENCE = 10.0  # seconds beyond GRACE after which workers are killed
log = logging.getLogger(__name__)


class Supervisor:
    """Keeps worker processes; its own has one thread and no connection to a database.

    Made with the `work` of a worker, it forks them. Once they answer, it replaces its program by one that has nothing
    loaded, and that starts the program anew for a worker that is lost.
    """

    def __init__(
        self,
        work: Callable[[Place], int] | None,
        listener: socket.socket,
        workers: int,
        hello: str = "",
        handover: Handover | None = None,
    ) -> None:
        self._listener, self._hello = listener, hello
        self._lifeline = handover.lifeline if handover else os.pipe()
        self._was_ready = handover is not None and bool(handover.workers)
        self._loads = Loads(handover.loads) if handover and self._was_ready else Loads.of(workers)
        self._crew = Crew(workers, handover)
        self._starter = Starter(listener, self._lifeline, self._loads, work)
        self._has_work = work is not None  # until its workers are ready
        self._wants_reload = self._is_tried = False
        self._ending = 0  # the signal that ends all
        self._killed_at = 0.0
        self._ends_on_hangup = sys.stdin is not None and sys.stdin.isatty()

    @classmethod
    def of(cls, handover: Handover) -> Supervisor:
        """One without the application, over the workers of the program before."""
        return cls(None, handover.socket(), len(handover.workers), handover=handover)

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
            return None if self._crew.children() else 0
        has_failed = max(slot.failures for slot in self._crew.slots) >= MAX_FIRST_FAILURES
        if self._was_ready or self._crew.former or not has_failed:
            return None
        log.error("No worker could be started.")
        self._crew.tell_all(signal.SIGKILL)
        return 1

    def _patience(self) -> float | None:
        """Seconds until something is due without a signal."""
        due = [self._killed_at] if self._ending else [slot.due for slot in self._crew.slots if not slot.pid]
        return max(min(due) - time.monotonic(), 0.0) if due else None

    # workers

    def _fill(self) -> None:
        """Start the workers that are due; when all are ready, let those of the former program end."""
        now = time.monotonic()
        if self._ending:
            if now >= self._killed_at:
                self._crew.tell_all(signal.SIGKILL)
                self._killed_at = now + PATIENCE
            return
        for slot in self._crew.slots:
            if not slot.pid and now >= slot.due:
                self._start(slot)
        if self._crew.former and self._crew.is_ready():
            self._crew.retire_former()
            log.warning("Reloaded")
        if self._crew.former or self._crew.trial:
            return
        if self._wants_reload:
            self._wants_reload = self._is_tried = False
            log.warning("Reloading: trying the new program")
            self._crew.trial = programs.start_trial()
        elif self._is_tried:
            self._replace(self._starter.handover(self._crew.children()))
        elif self._has_work and self._crew.is_ready():
            self._replace(self._starter.handover(self._crew.retired, [slot.pid for slot in self._crew.slots]))

    def _start(self, slot: Slot) -> None:
        try:
            pid, ready = self._starter.start(slot.number, self._leave)
        except OSError as error:
            log.error("A worker can't be started: %s", error)
            slot.failed()
        else:
            slot.fill(pid, ready)
            self._selector.register(ready, selectors.EVENT_READ, slot)

    def _leave(self) -> None:
        """Close in a fork what is this process's alone."""
        self._inbox.close()
        self._selector.close()
        for slot in self._crew.slots:
            if slot.ready >= 0:
                os.close(slot.ready)

    def _replace(self, handover: Handover) -> None:
        """Replace this process's program, unless a signal has come; returns only if that fails."""
        with forking.held_back():  # by the next program's inbox, too
            if not self._inbox.is_waiting():
                self._has_work = self._is_tried = False
                programs.replace(handover)

    def _report(self, slot: Slot) -> None:
        """Read whether a worker is ready; the end of the pipe alone says nothing."""
        slot.is_ready = os.read(slot.ready, 1) == b"1"
        self._selector.unregister(slot.ready)
        os.close(slot.ready)
        slot.ready = -1
        if slot.is_ready and not self._was_ready:
            self._was_ready = True
            if self._hello:
                print(self._hello, flush=True)

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
        self._crew.forget(pid)
        if pid == self._crew.trial:
            self._crew.trial = 0
            if code:
                log.error("Not reloaded: the new program ended with %s. The present one goes on.", code)
            self._is_tried = not code and not self._wants_reload  # else the program may have changed since
        for slot in self._crew.slots:
            if slot.pid == pid:
                if slot.ready >= 0:
                    self._report(slot)
                self._loads.clear(slot.number)
                slot.empty(was_killed=code == -signal.SIGKILL)
                if not self._ending:
                    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
                    log.warning("Worker %s ended (%s); another starts in %.1f s", pid, how, slot.pause)

    # signals

    def _heed(self, number: int) -> None:
        if number == signal.SIGHUP and not self._ends_on_hangup:
            self._wants_reload = True
        elif number in {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}:
            self._end(number)

    def _end(self, number: int) -> None:
        """Let all workers end what they have begun; at a second signal, at once."""
        if self._ending:
            self._crew.tell_all(signal.SIGKILL)
            os._exit(128 + number)
        self._ending, self._killed_at = number, time.monotonic() + limits.GRACE + PATIENCE
        self._listener.close()
        self._crew.tell_all(signal.SIGTERM)

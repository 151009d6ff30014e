"""The threads that do jobs: for each lane as many in each process as may be at work on the machine.

The others wait. If the process of one dies, another takes over within a second, also the job that it was doing.
"""

from __future__ import annotations

import logging
import platform
import threading
import time

from flask import Flask

from factcheck.hashing import sha256_hex
from factcheck.jobs.handlers import AT_ONCE, LANES, MAIN
from factcheck.jobs.service import ASKED, awake
from factcheck.jobs.worker import run_due, take_over
from factcheck.processes.file_watch import FileWatch
from factcheck.processes.slots import FILE, MOST, Slots

WORKERS = "factcheck.workers"  # those of this process, in the extensions of the application
LONGEST_INTERVAL = 1.0  # seconds between looks for work: of another machine, or due by now
POLL_INTERVAL = 0.2  # seconds between looks whether another process of this machine asked for work
log = logging.getLogger(__name__)


class Worker(threading.Thread):
    """A thread that does jobs of a lane until it is stopped, in one of the lane's slots; a commit wakes it."""

    def __init__(self, app: Flask, lane: str = MAIN) -> None:
        super().__init__(name=f"jobs {lane}", daemon=True)
        self.app, self.lane = app, lane
        self.is_stopping = threading.Event()
        self.stumbles = 0  # one after the other
        home = app.extensions["settings"].home
        self._house = sha256_hex(f"{platform.node()} {home}")[:8]  # those who share these slots
        self._slots, self._asked = Slots(home / FILE), FileWatch(home / ASKED)

    def run(self) -> None:
        """Run due jobs repeatedly; after an error of the database, which is logged, another process may try."""
        while not self.is_stopping.is_set():
            if (slot := self._slots.take(f"jobs {self.lane}", AT_ONCE.get(self.lane, 1))) is None:
                self.is_stopping.wait(LONGEST_INTERVAL)
                continue
            try:
                self._work(f"{self._house}-{slot % MOST}-")
            finally:
                self._slots.free(slot)
            self._pause()

    def _work(self, house: str) -> None:
        """Run due jobs until it is stopped, or an error has come; nobody else of this installation has its slot."""
        is_first = True
        while not self.is_stopping.is_set():
            try:
                with self.app.app_context():
                    if is_first:
                        take_over(self.lane, house)
                    is_first = False
                    run_due(self.lane, house)
                self.stumbles = 0
            except Exception:
                self.stumbles += 1
                log.exception("The worker of jobs stumbled")
                return
            self._pause()

    def _pause(self) -> None:
        """Until somebody asked for work, at most a second."""
        until = time.monotonic() + LONGEST_INTERVAL
        while not (awake.wait(POLL_INTERVAL) or self.is_stopping.is_set() or self._asked.has_changed()):
            if time.monotonic() >= until:
                return
        awake.clear()

    def trouble(self) -> str:
        """What keeps jobs from being done; empty when nothing does."""
        if not self.is_alive():
            return "the worker has ended"
        return f"the worker failed {self.stumbles} times in a row" if self.stumbles > 1 else ""

    def stop(self, patience: float = 10.0) -> None:
        """Let the job under way end, for at most `patience` seconds; what is left is done after the next start."""
        self.is_stopping.set()
        awake.set()
        self.join(patience)


class Workers:
    """The workers of all lanes."""

    def __init__(self, app: Flask) -> None:
        self.all = [Worker(app, lane) for lane in LANES for _ in range(AT_ONCE.get(lane, 1))]
        for worker in self.all:
            worker.start()

    def trouble(self) -> str:
        """What keeps jobs from being done; empty when nothing does."""
        return next(filter(None, (worker.trouble() for worker in self.all)), "")

    def end(self) -> None:
        """Begin no other job; doesn't wait."""
        for worker in self.all:
            worker.is_stopping.set()

    def stop(self, patience: float = 10.0) -> None:
        """Stop all; each may end its job, for at most `patience` seconds together."""
        self.end()
        until = time.monotonic() + patience
        for worker in self.all:
            worker.stop(max(until - time.monotonic(), 0.0))


def start(app: Flask) -> Workers:
    """Workers at work; `readiness` asks whether they still are."""
    workers = app.extensions[WORKERS] = Workers(app)
    return workers

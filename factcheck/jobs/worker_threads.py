"""The threads that do jobs: one for each lane, started and stopped with the server."""

from __future__ import annotations

import logging
import threading
import time

from flask import Flask

from factcheck.jobs.handlers import LANES, MAIN
from factcheck.jobs.service import awake
from factcheck.jobs.worker import run_due

WORKERS = "factcheck.workers"  # those of this process, in the extensions of the application
POLL_INTERVAL = 1.0  # seconds between looks for work that another process asked for
log = logging.getLogger(__name__)


class Worker(threading.Thread):
    """A thread that does jobs of a lane until it is stopped; woken by a commit, and looking each second for others."""

    def __init__(self, app: Flask, lane: str = MAIN) -> None:
        super().__init__(name=f"jobs {lane}", daemon=True)
        self.app, self.lane = app, lane
        self.is_stopping = threading.Event()
        self.stumbles = 0  # one after the other

    def run(self) -> None:
        """Run due jobs repeatedly; an error of the database is logged and waited out."""
        while not self.is_stopping.is_set():
            try:
                with self.app.app_context():
                    run_due(self.lane)
                self.stumbles = 0
            except Exception:
                self.stumbles += 1
                log.exception("The worker of jobs stumbled")
            awake.wait(POLL_INTERVAL)
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
    """One worker for each lane."""

    def __init__(self, app: Flask) -> None:
        self.all = [Worker(app, lane) for lane in LANES]
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

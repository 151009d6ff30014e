"""One of the places for workers: who has it, and when it is filled again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

EARLY = 2.0  # seconds; a worker that ends sooner, or before it is ready, has failed to start
MAX_PAUSE = 30.0  # seconds between two attempts


@dataclass
class Slot:
    """A place for a worker."""

    number: int
    pid: int = 0  # 0: nobody
    ready: int = -1  # the pipe on which its worker reports; -1 when it has, or is gone
    is_ready: bool = False
    failures: int = 0  # early ends, one after the other
    due: float = 0.0  # time of the next start
    started: float = field(default=0.0)

    def fill(self, pid: int, ready: int) -> None:
        """Note the worker that was started."""
        self.pid, self.ready, self.is_ready, self.started = pid, ready, False, time.monotonic()

    def keep(self, pid: int) -> None:
        """Note the worker of the supervisor's program before, which answers requests."""
        self.pid, self.is_ready, self.started = pid, True, time.monotonic()

    def empty(self, *, was_killed: bool = False) -> None:
        """Note that its worker has ended; if that is a failure, it is replaced after growing pauses from the second on.

        Who was killed later while it loaded the program hasn't failed.
        """
        now = time.monotonic()
        is_failure = now - self.started < EARLY or not (self.is_ready or was_killed)
        self.failures = self.failures + 1 if is_failure else 0
        self.pid, self.is_ready = 0, False
        self.due = now + self.pause

    def failed(self) -> None:
        """Note that no worker could be started."""
        self.started = time.monotonic()
        self.empty()

    @property
    def pause(self) -> float:
        """Seconds to the next start."""
        return min(0.25 * 2**self.failures, MAX_PAUSE) if self.failures > 1 else 0.0

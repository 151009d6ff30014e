"""Signals to the server of a benchmark, again and again."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from pathlib import Path


class Signaller(threading.Thread):
    """Kills a worker, or reloads the only server that this process has started, every few seconds until told to end."""

    def __init__(self, interval: float, *, reloads: bool = False) -> None:
        super().__init__(daemon=True)
        self.interval, self.reloads, self.times = interval, reloads, 0
        self.is_over = threading.Event()

    def run(self) -> None:
        supervisor = children(os.getpid())[0]
        while not self.is_over.wait(self.interval):
            workers = sorted(children(supervisor))
            if self.reloads:
                os.kill(supervisor, signal.SIGHUP)
                while set(workers) & set(children(supervisor)) and not self.is_over.wait(0.1):
                    pass  # they end when each client has had its answer
            elif workers:  # else the last one was killed, and the next one isn't there yet
                os.kill(workers[self.times % len(workers)], signal.SIGKILL)
            else:
                continue
            self.times += not self.is_over.is_set()


def children(pid: int) -> list[int]:
    """The process ids of the children of a process."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(word) for word in path.read_text().split()]
    return found

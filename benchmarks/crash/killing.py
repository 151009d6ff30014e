"""Killing workers of a server one after the other."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from pathlib import Path


class Killer(threading.Thread):
    """Kills a worker of the only server that this process has started every few seconds, until told to end."""

    def __init__(self, interval: float) -> None:
        super().__init__(daemon=True)
        self.interval, self.killed = interval, list[int]()
        self.is_over = threading.Event()

    def run(self) -> None:
        while not self.is_over.wait(self.interval):
            workers = [pid for supervisor in children(os.getpid()) for pid in children(supervisor)]
            if workers:
                victim = sorted(workers)[len(self.killed) % len(workers)]
                os.kill(victim, signal.SIGKILL)
                self.killed.append(victim)


def children(pid: int) -> list[int]:
    """The process ids of the children of a process."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(word) for word in path.read_text().split()]
    return found

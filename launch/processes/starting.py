"""How a supervisor starts its workers."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from launch.processes.forking import fork
from launch.processes.handover import Handover
from launch.processes.place import Place
from launch.processes.programs import start_worker
from launch.web_server.loads import Loads, Share


@dataclass(frozen=True)
class Starter:
    """Starts workers in their places: as a fork that does `work`, or without it as a program of their own."""

    listener: socket.socket
    lifeline: tuple[int, int]
    loads: Loads
    work: Callable[[Place], int] | None

    def start(self, number: int, leave: Callable[[], None]) -> tuple[int, int]:
        """Start the worker of a place; its process id, and the pipe on which it reports. Raises OSError.

        `leave` closes in a fork what is the supervisor's alone.
        """
        read, write = os.pipe()
        place = Place(self.listener, self.lifeline[0], write, Share(self.loads, number))
        alone = (read, self.lifeline[1])
        try:
            pid = fork(partial(become, self.work, place, alone, leave)) if self.work else start_worker(place)
        except OSError:
            os.close(read)
            raise
        finally:
            os.close(write)
        return pid, read

    def handover(self, former: Iterable[int], workers: Sequence[int] = ()) -> Handover:
        """What the next program of the supervisor needs: with `workers`, those that keep their places."""
        loads = self.loads.file if workers else -1
        return Handover(self.listener.fileno(), self.lifeline, tuple(former), tuple(workers), loads)


def become(work: Callable[[Place], int], place: Place, alone: Sequence[int], leave: Callable[[], None]) -> int:
    """Be a worker in a fork of the supervisor; its exit code."""
    leave()
    for number in alone:
        os.close(number)
    return work(place)

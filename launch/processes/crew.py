"""The child processes of a supervisor."""

from __future__ import annotations

import contextlib
import os
import signal

from launch.processes.handover import Handover
from launch.processes.place import RETIRE
from launch.processes.slot import Slot


class Crew:
    """The workers in their slots, those of the program before, and a trial."""

    def __init__(self, places: int, handover: Handover | None) -> None:
        self.slots = [Slot(number) for number in range(places)]
        self.trial = 0  # the process that tries a new program
        self.former = set(handover.former if handover else ())  # serve until all workers are ready
        self.retired: set[int] = set()  # answer what they have begun
        if handover and handover.workers:
            self.former, self.retired = self.retired, self.former
            for slot, pid in zip(self.slots, handover.workers, strict=True):
                slot.keep(pid)

    def children(self) -> set[int]:
        """The process ids of all that run."""
        return ({slot.pid for slot in self.slots} | self.former | self.retired | {self.trial}) - {0}

    def is_ready(self) -> bool:
        """Whether all workers answer requests."""
        return all(slot.is_ready for slot in self.slots)

    def tell_all(self, number: int) -> None:
        """Send a signal to all that run."""
        tell(self.children(), signal.Signals(number))

    def retire_former(self) -> None:
        """Let those of the program before answer what they have begun, and end."""
        tell(self.former, RETIRE)
        self.retired |= self.former
        self.former = set()

    def forget(self, pid: int) -> None:
        """Note that a process has ended that was not in a slot."""
        self.former.discard(pid)
        self.retired.discard(pid)


def tell(pids: set[int], number: signal.Signals) -> None:
    """Send a signal to the processes that are still there."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)

"""What a supervisor leaves to the program that replaces it: its files and its workers."""

from __future__ import annotations

import os
import socket
from collections.abc import MutableMapping
from dataclasses import dataclass

HANDOVER = "_FACTCHECK_HANDOVER"  # numbers of files and processes, for one process only
TRIAL = "_FACTCHECK_TRIAL"  # start, and end before the first request


@dataclass(frozen=True)
class Handover:
    """Numbers of files and processes, which belong to the process that reads this.

    At a reload all workers are former ones, to be replaced. When a supervisor leaves the application, all keep their
    places, and the former ones have been told to end.
    """

    listener: int
    lifeline: tuple[int, int]  # the end that is read, and the one that is never written
    former: tuple[int, ...] = ()
    workers: tuple[int, ...] = ()  # by their places
    loads: int = -1  # the file of their loads; -1 without workers

    @property
    def files(self) -> tuple[int, ...]:
        """The files that the next program inherits."""
        return (self.listener, *self.lifeline, *(() if self.loads < 0 else (self.loads,)))

    def into(self, env: MutableMapping[str, str]) -> None:
        """Write it for the next program."""
        parts = ((self.listener, *self.lifeline), self.former, self.workers, (self.loads,))
        env[HANDOVER] = ";".join(",".join(map(str, part)) for part in parts)

    @classmethod
    def taken(cls, env: MutableMapping[str, str]) -> Handover | None:
        """What the program before has left, which is no longer inherited; None at a first start."""
        if not (text := env.pop(HANDOVER, "")):
            return None
        files, former, workers, loads = (tuple(int(it) for it in part.split(",") if it) for part in text.split(";"))
        listener, read, write = files
        handover = cls(listener, (read, write), former, workers, *loads)
        for number in handover.files:
            os.set_inheritable(number, False)
        return handover

    def socket(self) -> socket.socket:
        """The listening socket."""
        return socket.socket(fileno=self.listener)

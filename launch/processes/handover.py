"""What a supervisor leaves to the program that replaces it at a reload: the socket, the lifeline and its workers."""

from __future__ import annotations

import os
import socket
from collections.abc import MutableMapping
from dataclasses import dataclass

HANDOVER = "_FACTCHECK_HANDOVER"  # socket, both ends of the lifeline, then the workers: numbers, for one process only
TRIAL = "_FACTCHECK_TRIAL"  # start, and end before the first request


@dataclass(frozen=True)
class Handover:
    """File numbers, and the processes that still serve; all belong to the process that reads this."""

    listener: int
    lifeline: tuple[int, int]  # the end that is read, and the one that is never written
    workers: tuple[int, ...]

    def into(self, env: MutableMapping[str, str]) -> None:
        """Write it for the next program, and let it inherit the files."""
        for number in (self.listener, *self.lifeline):
            os.set_inheritable(number, True)
        env[HANDOVER] = ",".join(map(str, (self.listener, *self.lifeline, *self.workers)))

    @classmethod
    def taken(cls, env: MutableMapping[str, str]) -> Handover | None:
        """What the program before has left, which is no longer inherited; None at a first start."""
        if not (text := env.pop(HANDOVER, "")):
            return None
        listener, read, write, *workers = map(int, text.split(","))
        for number in (listener, read, write):
            os.set_inheritable(number, False)
        return cls(listener, (read, write), tuple(workers))

    def socket(self) -> socket.socket:
        """The listening socket."""
        return socket.socket(fileno=self.listener)

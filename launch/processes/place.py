"""What a supervisor gives a worker, and how it tells one to end."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import MutableMapping
from dataclasses import dataclass

from launch.web_server.loads import Loads, Share

PLACE = "_FACTCHECK_PLACE"  # the files of a place and its number, for one process only
RETIRE = signal.SIGUSR1  # end without haste, because other workers take the new connections


@dataclass(frozen=True)
class Place:
    """A place for a worker."""

    listener: socket.socket
    lifeline: int  # a pipe that ends when the supervisor does
    ready: int  # a pipe that takes one byte when the worker answers requests
    share: Share

    def into(self, env: MutableMapping[str, str]) -> tuple[int, ...]:
        """Write it for a program that inherits these files; their numbers."""
        files = (self.listener.fileno(), self.lifeline, self.ready, self.share.loads.file)
        env[PLACE] = ",".join(map(str, (*files, self.share.place)))
        return files

    @classmethod
    def taken(cls, env: MutableMapping[str, str]) -> Place | None:
        """The place that this program was started for; its files are no longer inherited. None: it is no worker."""
        if not (text := env.pop(PLACE, "")):
            return None
        listener, lifeline, ready, loads, number = map(int, text.split(","))
        for file in (listener, lifeline, ready, loads):
            os.set_inheritable(file, False)
        return cls(socket.socket(fileno=listener), lifeline, ready, Share(Loads(loads), number))

"""How many connections each worker has, in memory that all processes share."""

from __future__ import annotations

import mmap
import os
import sys
from array import array
from dataclasses import dataclass

NOBODY = -1  # no worker has this place


class Loads:
    """One count for each place, in a file without a name that processes inherit."""

    def __init__(self, file: int) -> None:
        self.file = file  # its number in this process
        self._counts = memoryview(mmap.mmap(file, os.fstat(file).st_size)).cast("i")

    @classmethod
    def of(cls, places: int) -> Loads:
        """New ones, for so many places."""
        file = unnamed_file()
        os.write(file, array("i", [NOBODY] * places).tobytes())
        return cls(file)

    def __len__(self) -> int:
        return len(self._counts)

    def clear(self, place: int) -> None:
        """Note that no worker has this place."""
        self._counts[place] = NOBODY

    def note(self, place: int, connections: int) -> None:
        """Note how many connections the worker of this place has."""
        self._counts[place] = connections

    def is_ahead(self, place: int) -> bool:
        """Whether another worker has fewer connections than the one of this place."""
        mine = self._counts[place]
        return any(NOBODY < count < mine for count in self._counts)


@dataclass(frozen=True)
class Share:
    """The share that one worker has of the connections."""

    loads: Loads
    place: int

    @property
    def workers(self) -> int:
        """Among how many workers the connections are shared."""
        return len(self.loads)

    def note(self, connections: int) -> None:
        """Tell the others how many connections this worker has."""
        self.loads.note(self.place, connections)

    def is_ahead(self) -> bool:
        """Whether another worker has fewer connections."""
        return self.loads.is_ahead(self.place)


def unnamed_file() -> int:
    """The number of a new file that is gone when no process has it any more; in memory where the system can do that."""
    if sys.platform == "linux":
        return os.memfd_create("factcheck-loads")
    from tempfile import TemporaryFile

    with TemporaryFile() as file:
        return os.dup(file.fileno())

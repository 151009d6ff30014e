"""How many connections each worker has, in memory that all processes share."""

from __future__ import annotations

import mmap
from dataclasses import dataclass

NOBODY = -1  # no worker has this place


class Loads:
    """One count for each place; made before the first fork."""

    def __init__(self, places: int) -> None:
        self._counts = memoryview(mmap.mmap(-1, 4 * places)).cast("i")
        for place in range(places):
            self.clear(place)

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

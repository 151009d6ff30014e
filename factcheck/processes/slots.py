"""Limits on how much is in use at a time on one machine: all its processes share a number of slots for each name."""

from __future__ import annotations

import logging
from hashlib import sha256
from pathlib import Path

from factcheck.processes.file_locks import LockFile, lock_file

FILE = "slots"  # in the data folder
MOST = 1024  # slots of one name
log = logging.getLogger(__name__)


class Slots:
    """Slots by name: each is a byte of a file, locked by the process that uses it, and free when that process dies.

    If the file can't be written, each process has all slots for itself.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def take(self, name: str, most: int) -> int | None:
        """A free slot of this name, of the first `most` (at most MOST); None if all are in use."""
        file, first = self._file(), _first(name)
        with file.guard:
            for slot in range(first, first + most):
                if slot not in file.held and file.lock(slot):
                    file.held.add(slot)
                    return slot
        return None

    def take_each(self, *names: tuple[str, int]) -> tuple[int, ...] | None:
        """A slot of each name, given with its limit; None, and none is taken, if one name has no free slot."""
        taken: list[int] = []
        for name, most in names:
            if (slot := self.take(name, most)) is None:
                for other in taken:
                    self.free(other)
                return None
            taken.append(slot)
        return tuple(taken)

    def is_alone(self, slot: int) -> bool:
        """Whether no other slot of the same name is in use."""
        file, first = self._file(), slot - slot % MOST
        with file.guard:
            if any(first <= other < first + MOST and other != slot for other in file.held):
                return False
            return file.is_free(first, slot - first) and file.is_free(slot + 1, first + MOST - slot - 1)

    def free(self, slot: int) -> None:
        """Free a slot; from any thread."""
        file = self._file()
        with file.guard:
            file.held.discard(slot)
            file.unlock(slot)

    def _file(self) -> LockFile:
        try:
            return lock_file(self._path)
        except OSError as error:
            log.warning("Limits can't be shared with other processes: %s", error)
            if self._path not in _own:
                _own[self._path] = OwnBytes()
            return _own[self._path]


class OwnBytes(LockFile):
    """Used if the file can't be written: no other process has locked any of its bytes."""

    def __init__(self) -> None:
        super().__init__(Path("/dev/null"))

    def lock(self, start: int, length: int = 1, *, is_shared: bool = False) -> bool:
        """True: there is no other process."""
        return True

    def unlock(self, start: int, length: int = 1) -> None:
        """Do nothing."""


_own: dict[Path, LockFile] = {}


def _first(name: str) -> int:
    """The number of the first slot of a name; that of another name is the same with a probability of 2^-40."""
    return int.from_bytes(sha256(name.encode()).digest()[:5], "big") * MOST

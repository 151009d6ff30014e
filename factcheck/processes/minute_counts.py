"""Counts of many numbers, each in its present minute, which the processes of one machine keep together in a small file.

The file has a fixed size. Where it can't be written nothing is counted: then nothing else can be written either.
"""

from __future__ import annotations

import logging
import os
import struct
import time
from pathlib import Path

from factcheck.processes.file_locks import LockFile, lock_file

MINUTE = 60.0  # seconds
RECORDS = 4096  # of the file; above that, the count of somebody else is forgotten
NEAR = 8  # records among which that of a number is
RECORD = struct.Struct("<dII")  # start of the minute, number, count
LOCKED = 0  # the byte that is locked during a change
WAIT = 0.5  # seconds after which a count is changed anyway: its process was stopped in the middle
log = logging.getLogger(__name__)


class MinuteCounts:
    """The counts in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, number: int, now: float) -> tuple[int, float]:
        """Count once more; returns the count, and when its minute began (seconds, as in `now`)."""
        try:
            file = lock_file(self._path)
            with file.guard:
                file.wait_until(time.monotonic() + WAIT, LOCKED)
                try:
                    return _add(file, number, now)
                finally:
                    file.unlock(LOCKED)
        except OSError as error:
            log.warning("%s can't be used: %s", self._path, error)
            return 0, now


def _add(file: LockFile, number: int, now: float) -> tuple[int, float]:
    start = number * 2654435761 % (RECORDS - NEAR) * RECORD.size
    rows = os.pread(file.descriptor, NEAR * RECORD.size, start).ljust(NEAR * RECORD.size, b"\0")
    found = list(RECORD.iter_unpack(rows))
    ages = [now - begun for begun, _, _ in found]
    is_running = [0 <= age < MINUTE for age in ages]
    mine = (at for at, (_, of, _) in enumerate(found) if of == number and is_running[at])
    at = next(mine, None)
    begun, count = (found[at][0], found[at][2] + 1) if at is not None else (now, 1)
    place = at if at is not None else min(range(NEAR), key=lambda it: (is_running[it], -ages[it]))
    os.pwrite(file.descriptor, RECORD.pack(begun, number, count), start + place * RECORD.size)
    return count, begun

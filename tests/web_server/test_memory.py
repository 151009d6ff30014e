"""Freed memory goes back to the system."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import pytest

from launch.memory import give_back, glibc

PIECES, SIZE = 20_000, 2_000  # objects and their bytes, too large for Python's own allocator


def resident() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@pytest.mark.skipif(sys.platform != "linux" or glibc() is None, reason="only glibc keeps what is below the last object")
def test_memory_below_what_is_in_use_is_given_back() -> None:
    pieces = [bytes(SIZE) for _ in range(PIECES)]
    del pieces[:-1]
    before = resident()
    give_back()
    assert resident() < before - PIECES * SIZE / 2
    assert len(pieces) == 1

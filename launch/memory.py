"""The C library's allocator: give freed memory back, and don't keep an arena for each thread."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3  # malloc.h of glibc
ARENAS = 2
LARGE = 256 * 1024  # bytes; a block of this size is given back as soon as it is freed


@cache
def glibc() -> ctypes.CDLL | None:
    """The C library; None where it is another one."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None


def bound_arenas() -> None:
    """Set the limits for this process and its children."""
    if library := glibc():
        library.mallopt(M_ARENA_MAX, ARENAS)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Give free memory below what is in use back to the system, which takes a tenth of a millisecond."""
    if library := glibc():
        library.malloc_trim(0)

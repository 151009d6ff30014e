"""The C library's allocator: give freed memory back, and don't keep an arena for each thread."""

from __future__ import annotations

import ctypes
import sys

M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3  # malloc.h of glibc
ARENAS = 2
LARGE = 256 * 1024  # bytes; a block of this size is given back as soon as it is freed


def bound_arenas() -> None:
    """Set the limits for this process and its children; does nothing where there is no glibc."""
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(M_ARENA_MAX, ARENAS)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)

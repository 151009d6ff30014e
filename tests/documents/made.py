"""Large files that are made when a test asks for them: each worker imports all tests, and most never need these."""

from __future__ import annotations

from collections.abc import Callable

Data = bytes | Callable[[], bytes]


def made(data: Data) -> bytes:
    """The bytes of a file, or those that the function makes."""
    return data() if callable(data) else data

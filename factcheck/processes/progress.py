"""How far a child process is: it writes lines that its parent reads (`child.run`)."""

from __future__ import annotations

import sys

MARK = "@"
is_asked = False  # whether somebody reads the lines: set in the child


def tell(done: int, total: int) -> None:
    """Say how much is done; does nothing where nobody asked."""
    if is_asked:
        print(f"{MARK}{done} {total}", file=sys.stderr, flush=True)


def read(line: bytes) -> tuple[int, int] | None:
    """The two numbers of a line that `tell` has written; None for any other line."""
    numbers = line.removeprefix(MARK.encode()).split()
    if not line.startswith(MARK.encode()) or len(numbers) != 2 or not all(map(bytes.isdigit, numbers)):
        return None
    return int(numbers[0]), int(numbers[1])

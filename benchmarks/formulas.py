"""Calculate hostile tables and the largest ones that are allowed, and print the slowest of each.

`python -m benchmarks.formulas`. The target is 50 ms for every table, refused or not.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Mapping
from contextlib import suppress

from factcheck.formulas.language.references import COLUMNS
from factcheck.formulas.table import TableRefusal, calculate
from tests.formulas.data.examples import EXAMPLES
from tests.formulas.data.hostile import HOSTILE, grid_of

Grid = list[list[str]]
TARGET = 50  # milliseconds
ROUNDS = 20
FULL = [[str(1000 + row * 12 + column) for column in range(12)] for row in range(20)]


def after(row: int, column: int) -> str:
    """The cell before this one in the order of reading; the first has a number."""
    return f"{COLUMNS[column - 1]}{row + (column > 0)}" if row + column else "1"


LARGE: dict[str, Grid] = {
    "sums of 240 cells": [*FULL, *([["=SUM(A1:L20)"] * 7] * 5)],
    "medians of 240 cells": [*FULL, *([["=MEDIAN(A1:L20)"] * 7] * 5)],
    "powers": [["=(1.0123456^0.987654)^12.34"] * 12] * 30,
    "roots": [["=SQRT(2)+SQRT(3)+SQRT(5)"] * 12] * 30,
    "a chain of 360 cells": [[f"={after(row, column)}*1.01+1" for column in range(12)] for row in range(30)],
    "counts by a criterion": [*FULL, *([['=COUNTIF(A1:L20; ">1100")'] * 7] * 5)],
}


def main() -> int:
    """Print the slowest tables of each kind; 1 if one misses the target."""
    kinds: dict[str, Mapping[str, Grid]] = {
        "hostile": {it.name: grid_of(it.name) for it in HOSTILE},
        "worked examples": {name: [*rows, [formula]] for name, rows, formula in EXAMPLES},
        "largest": LARGE,
    }
    slowest = 0.0
    gc.collect()
    gc.freeze()  # so that no round pays for what was imported
    for kind, tables in kinds.items():
        found = sorted(((milliseconds(grid), name) for name, grid in tables.items()), reverse=True)
        slowest = max(slowest, found[0][0])
        print(f"{kind} ({len(tables)}):", "; ".join(f"{name} {spent:.2f} ms" for spent, name in found[:3]))
    return int(slowest > TARGET)


def milliseconds(grid: Grid) -> float:
    """The longest of several rounds, in processor time, which other programs don’t change."""
    return max(_once(grid) for _ in range(ROUNDS))


def _once(grid: Grid) -> float:
    start = time.process_time()
    with suppress(TableRefusal):
        calculate(grid, ())
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())

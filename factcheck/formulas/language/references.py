"""Cells by their names, such as B2: columns A to L, rows 1 to 30."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from factcheck.formulas.language.errors import CellRefusal
from factcheck.i18n import N_

MAX_ROWS, MAX_COLUMNS = 30, 12
COLUMNS = "ABCDEFGHIJKL"
NAME = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.ASCII)
OUTSIDE = N_("%(cell)s is outside the table, which has columns A to %(column)s and rows 1 to %(row)s at most.")


class CellPlace(NamedTuple):
    """A cell by its row and column, from 0."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """Its name, such as B2."""
        return f"{COLUMNS[self.column]}{self.row + 1}"


class CellRange(NamedTuple):
    """The cells between two corners, which are part of it."""

    first: CellPlace
    last: CellPlace

    def places(self) -> Iterator[CellPlace]:
        """Its cells, row by row."""
        rows = range(self.first.row, self.last.row + 1)
        return (CellPlace(row, it) for row in rows for it in range(self.first.column, self.last.column + 1))


def place_of(name: str) -> CellPlace:
    """The cell of a name like B2 or $B$2; raises CellRefusal outside the largest table."""
    found = NAME.fullmatch(name.upper())
    column = COLUMNS.find(found[1]) if found and len(found[1]) == 1 else -1
    row = int(found[2]) - 1 if found else -1
    if column < 0 or not 0 <= row < MAX_ROWS:
        raise CellRefusal(OUTSIDE, cell=name, column=COLUMNS[-1], row=MAX_ROWS)
    return CellPlace(row, column)


def range_of(start: str, end: str) -> CellRange:
    """The range between two cells, whichever corners they are."""
    one, other = place_of(start), place_of(end)
    first = CellPlace(min(one.row, other.row), min(one.column, other.column))
    return CellRange(first, CellPlace(max(one.row, other.row), max(one.column, other.column)))

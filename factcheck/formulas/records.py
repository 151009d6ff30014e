"""A calculated table as snapshots, pages and files have it: what was typed, and each value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from factcheck.formulas.display import shown, steps, stored
from factcheck.formulas.language.errors import CellError
from factcheck.formulas.language.references import COLUMNS, CellPlace
from factcheck.formulas.language.values import Value
from factcheck.formulas.table import CalculatedCell

NUMBER, TEXT, TRUTH, DAY, ERROR = "number", "text", "truth", "day", "error"


@dataclass(frozen=True, slots=True)
class CellRecord:
    """A cell that isn't empty: `typed` is a formula (with `=`) or what it has, without unit and evidence.

    `value` is as `display.stored` writes it, `kind` one of the five kinds above, `cites` the numbers of evidence.
    """

    cell: str
    typed: str
    kind: str
    value: str
    unit: str
    cites: tuple[int, ...]

    def __str__(self) -> str:
        """The cell in words, such as `B4: =B2/B3 = 0.5 [km] [2]`."""
        result = f" = {self.value}" if self.is_formula else ""
        unit, cites = f" [{self.unit}]" if self.unit else "", "".join(f" [{it}]" for it in self.cites)
        return f"{self.cell}: {self.typed}{result}{unit}{cites}"

    @property
    def is_formula(self) -> bool:
        """Whether its value is a result."""
        return self.typed.startswith("=")

    @property
    def text(self) -> str:
        """What is read in the cell: a result, or what was typed, with the unit."""
        if self.kind != NUMBER:
            return self.value
        number = Decimal(self.value)
        return shown(number, self.unit) if self.is_formula else _with_unit(self.typed, self.unit)


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A table of a claim: its number, by which rationales cite it, its title, and its cells in the order of reading."""

    number: int
    title: str
    cells: tuple[CellRecord, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> TableRecord:
        """The table from its parsed JSON."""
        cells = tuple(CellRecord(**{**cell, "cites": tuple(cell["cites"])}) for cell in data["cells"])
        return cls(data["number"], data["title"], cells)

    def __str__(self) -> str:
        """The table in words: its title, and a line for each cell with its formula, value, unit and evidence."""
        return "\n".join([self.title, *map(str, self.cells)])

    @property
    def columns(self) -> str:
        """The letters of its columns, up to the last that has a cell."""
        return COLUMNS[: 1 + max((COLUMNS.index(it.cell[0]) for it in self.cells), default=0)]

    def rows(self) -> list[list[CellRecord | None]]:
        """Its cells in rows of the same length; None where one is empty."""
        found = {it.cell: it for it in self.cells}
        last = max((int(it.cell[1:]) for it in self.cells), default=0)
        return [[found.get(f"{column}{row}") for column in self.columns] for row in range(1, last + 1)]

    def cites(self) -> set[int]:
        """The numbers of the evidence that its cells cite."""
        return {number for it in self.cells for number in it.cites}

    def steps(self) -> Iterator[tuple[CellRecord, str, str]]:
        """Each formula, as it is written and with values put in (`display.steps`)."""
        values = {it.cell: it.value for it in self.cells}
        return ((it, *steps(it.typed, values)) for it in self.cells if it.is_formula)


def record_of(number: int, title: str, cells: Mapping[CellPlace, CalculatedCell]) -> TableRecord:
    """The record of a table that was calculated."""
    return TableRecord(number, title, tuple(_cell(place, cells[place]) for place in sorted(cells)))


def _cell(place: CellPlace, cell: CalculatedCell) -> CellRecord:
    typed, value = cell.typed, cell.value
    return CellRecord(place.name, typed.text, _kind(value), stored(value), cell.unit, typed.cites)


def _kind(value: Value) -> str:
    kinds = ((bool, TRUTH), (CellError, ERROR), (Decimal, NUMBER), (date, DAY))
    return next((name for kind, name in kinds if isinstance(value, kind)), TEXT)


def _with_unit(typed: str, unit: str) -> str:
    return f"{typed}\N{NARROW NO-BREAK SPACE}{unit}" if unit and not typed.endswith("%") else typed

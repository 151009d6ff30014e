"""The form of a table: a title, and a grid of cells with the units of its columns above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import StringField, TextAreaField

from factcheck.calculations.models import Calculation
from factcheck.calculations.results import InvalidCell, TableDetails, details_of, in_words
from factcheck.calculations.service import UNIT, as_fields
from factcheck.errors import Invalid
from factcheck.formulas.language.errors import CellRefusal
from factcheck.formulas.language.references import COLUMNS, MAX_COLUMNS, MAX_ROWS, CellPlace, place_of
from factcheck.i18n import N_
from factcheck.web.forms import Refused, RevisedForm
from factcheck.web.input.fields import AtMost, Filled, Whole, text
from factcheck.web.input.merging import based
from factcheck.web.input.numbers import number

LONGEST_TITLE = 200  # code points
LONGEST_PASTE = 20_000  # code points


class TableCells(Whole):
    """A grid of inputs with one name, row by row: first the number of columns, then their units, then the cells.

    Its value has a line for each that isn't empty, such as `B2: 1250`, so that people can read two versions of it.
    """

    height, width = 6, 4

    def process_data(self, value: Any) -> None:
        """Take a value, and fit the grid to it, with an empty row below."""
        super().process_data(value)
        places = [place_of(name) for name in self.filled() if not name.startswith(UNIT)]
        self.fit(2 + max((it.row for it in places), default=-2), 1 + max((it.column for it in places), default=-1))

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the inputs in their order; what a damaged form has too many of is beyond the grid."""
        if not valuelist:
            return
        self.width = min(max(number(str(valuelist[0])) or 1, 1), MAX_COLUMNS)
        texts = [" ".join(str(it).split()) for it in valuelist[1 : 1 + self.width * (MAX_ROWS + 1)]]
        rows = [texts[start : start + self.width] for start in range(0, len(texts), self.width)]
        self.height = max(len(rows) - 1, 1)
        self.data = in_lines(as_fields(TableDetails("", rows[1:], rows[0] if rows else ())))

    def fit_to_inputs(self, valuelist: Sequence[str]) -> None:
        """Make the grid large enough for inputs that a draft has."""
        width = min(max(number(valuelist[0]) or 1, 1), MAX_COLUMNS) if valuelist else self.width
        self.fit((len(valuelist) - 1) // width - 1, width)

    def fit(self, height: int, width: int) -> None:
        """Make the grid at least this large, within the limits."""
        self.height, self.width = min(max(self.height, height), MAX_ROWS), min(max(self.width, width), MAX_COLUMNS)

    def filled(self) -> dict[str, str]:
        """What isn't empty, by the names of `service.as_fields`."""
        lines = (line.partition(": ") for line in (self.data or "").split("\n"))
        return {name: typed for name, _, typed in lines if typed}

    def put(self, rows: Sequence[Sequence[str]], start: CellPlace) -> None:
        """Put texts into the grid from a cell on; raises CellRefusal beyond the largest table."""
        now = self.filled()
        for row, texts in enumerate(rows):
            for column, words in enumerate(texts):
                name = f"{_letter(start.column + column)}{start.row + row + 1}"
                now[place_of(name).name] = " ".join(words.split())
        self.fit(start.row + len(rows), start.column + max((len(it) for it in rows), default=0))
        self.data = in_lines(now)

    def grid(self) -> list[list[str]]:
        """The cells as they are typed."""
        now = self.filled()
        rows, columns = range(self.height), range(self.width)
        return [[now.get(CellPlace(row, column).name, "") for column in columns] for row in rows]

    def units(self) -> list[str]:
        """The units of the columns."""
        now = self.filled()
        return [now.get(f"{UNIT}{letter}", "") for letter in COLUMNS[: self.width]]


class CalculationForm(RevisedForm):
    """A table of a claim."""

    for_readers = frozenset({"title", "cells"})
    for_newsroom = frozenset({"pasted", "at"})
    is_for_readers = True
    said_by_help = for_newsroom

    title = StringField(N_("Title"), [Filled(N_("Enter a title.")), AtMost(LONGEST_TITLE)])
    cells = TableCells(N_("Cells"), id="table-grid")
    at = Whole(N_("First cell"), default="A1")
    pasted = TextAreaField(N_("Copied cells"), [AtMost(LONGEST_PASTE)])

    @classmethod
    def of(cls, calculation: Calculation) -> CalculationForm:
        """The form with the table as it is stored."""
        fields = as_fields(details_of(calculation))
        title = fields.pop("title")
        return based(cls(title=title, cells=in_lines(fields), revision=str(calculation.revision)))

    def details(self) -> TableDetails:
        """What was typed."""
        return TableDetails(text(self.title), self.cells.grid(), self.cells.units())

    def change(self, choice: str) -> None:
        """Add a row or a column to the grid, or put the copied cells into it."""
        self.cells.fit(self.cells.height + (choice == "row"), self.cells.width + (choice == "column"))
        if choice == "paste" and self.pasted.data:
            rows = [line.split("\t") for line in self.pasted.data.strip("\n").split("\n")]
            try:
                self.cells.put(rows, place_of(text(self.at) or "A1"))
            except CellRefusal as refusal:
                self.at.errors = [in_words(refusal)]
            else:
                self.pasted.data = ""


def in_lines(fields: Mapping[str, str]) -> str:
    """The value of the grid: a line for each cell or unit that isn't empty."""
    return "\n".join(f"{name}: {typed}" for name, typed in fields.items() if name != "title" and typed)


def refused_cells(refused: Refused | None) -> dict[str, str]:
    """The messages of a refusal by the names of cells, for their inputs."""
    first = refused.refusal if refused else None
    every = [first, *first.others] if isinstance(first, Invalid) else []
    return {it.cell: it.message for it in every if isinstance(it, InvalidCell) and it.cell}


def _letter(column: int) -> str:
    return COLUMNS[column] if column < MAX_COLUMNS else "ZZ"

"""A table of cells: reads what was typed, finds in which order formulas are calculated, and calculates them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from factcheck.formulas.language.errors import CellRefusal
from factcheck.formulas.language.evaluate import MAX_STEPS, TOO_MANY, Evaluator, cells_of, count_of_cells
from factcheck.formulas.language.references import COLUMNS, MAX_COLUMNS, MAX_ROWS, CellPlace
from factcheck.formulas.language.values import Value
from factcheck.formulas.typed import LONG_UNIT, MAX_UNIT, PERCENT, TypedCell, read_cell
from factcheck.i18n import N_

MAX_CHARACTERS = 10_000  # of all cells of a table
TOO_LARGE = N_("Use at most %(rows)s rows and %(columns)s columns.")
TOO_MUCH = N_("The cells of this table have %(length)s characters. Use at most %(most)s.")
CYCLE = N_("These cells depend on each other: %(cells)s.")
BARE_NUMBER = N_("This column is in per cent: write 12% for twelve per cent, or give the cell a unit of its own.")
Grid = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class CalculatedCell:
    """A cell with its value; `unit` is its own or that of its column."""

    typed: TypedCell
    value: Value
    unit: str


class TableRefusal(Exception):
    """Cells or units that can't be saved, by name (B2, or B for the unit of a column); all at once."""

    def __init__(self, found: Mapping[str, CellRefusal]) -> None:
        super().__init__(", ".join(f"{name}: {it}" for name, it in found.items()))
        self.found = found


def calculate(grid: Grid, units: Sequence[str]) -> dict[CellPlace, CalculatedCell]:
    """The cells of a table that aren't empty, in the order of reading; raises TableRefusal.

    `units` are those of the columns. The same cells always have the same values.
    """
    if len(grid) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in grid) or len(units) > MAX_COLUMNS:
        raise TableRefusal({"": CellRefusal(TOO_LARGE, rows=MAX_ROWS, columns=MAX_COLUMNS)})
    if (length := sum(len(text) for row in grid for text in row)) > MAX_CHARACTERS:
        raise TableRefusal({"": CellRefusal(TOO_MUCH, length=length, most=MAX_CHARACTERS)})
    typed = _typed(grid, units)
    values: dict[CellPlace, Value] = {place: cell.value for place, cell in typed.items() if cell.tree is None}
    evaluator = Evaluator(values)
    for place in _order(typed):
        tree = typed[place].tree
        if tree is not None:
            values[place] = _result(evaluator, place, tree)
    return {it: CalculatedCell(cell, values[it], unit_of(cell, it, units)) for it, cell in typed.items()}


def unit_of(cell: TypedCell, place: CellPlace, units: Sequence[str]) -> str:
    """The unit of a cell: its own, else that of its column; texts, and numbers typed with `%`, have only their own."""
    column = units[place.column].strip() if place.column < len(units) else ""
    has_unit = cell.tree is not None or (isinstance(cell.value, Decimal) and not cell.is_percentage)
    return cell.unit or (column if has_unit else "")


def _result(evaluator: Evaluator, place: CellPlace, tree: object) -> Value:
    try:
        return evaluator.result(tree)  # type: ignore[arg-type]  # a tree is a Node
    except CellRefusal as refusal:
        raise TableRefusal({place.name: refusal}) from None


def _typed(grid: Grid, units: Sequence[str]) -> dict[CellPlace, TypedCell]:
    """The cells that aren't empty; raises TableRefusal with all that can't be read."""
    found: dict[CellPlace, TypedCell] = {}
    refused: dict[str, CellRefusal] = {
        COLUMNS[number]: CellRefusal(LONG_UNIT, most=MAX_UNIT)
        for number, unit in enumerate(units)
        if len(unit.strip()) > MAX_UNIT
    }
    for place, text in _filled(grid):
        try:
            found[place] = _read(place, text, units)
        except CellRefusal as refusal:
            refused[place.name] = refusal
    if refused:
        raise TableRefusal(refused)
    return found


def _filled(grid: Grid) -> Iterator[tuple[CellPlace, str]]:
    for row, cells in enumerate(grid):
        yield from ((CellPlace(row, column), text) for column, text in enumerate(cells) if text.strip())


def _read(place: CellPlace, text: str, units: Sequence[str]) -> TypedCell:
    cell = read_cell(text)
    if isinstance(cell.value, Decimal) and unit_of(cell, place, units) == PERCENT and not cell.is_percentage:
        raise CellRefusal(BARE_NUMBER)
    return cell


def _order(typed: Mapping[CellPlace, TypedCell]) -> list[CellPlace]:
    """The formulas, each after those that it needs; raises TableRefusal for a cycle, which it names."""
    trees = {place: cell.tree for place, cell in typed.items() if cell.tree is not None}
    if sum(count_of_cells(tree) for tree in trees.values()) > MAX_STEPS:
        raise TableRefusal({"": CellRefusal(TOO_MANY)})
    needs = {place: {it for it in cells_of(tree) if it in trees} for place, tree in trees.items()}
    try:
        return list(TopologicalSorter(needs).static_order())
    except CycleError as found:
        raise _cycle(found.args[1][:0:-1]) from None


def _cycle(path: Sequence[CellPlace]) -> TableRefusal:
    """The refusal that names a cycle, at the first of its cells; each depends on the next."""
    start = path.index(min(path))
    cells = [*path[start:], *path[: start + 1]]
    return TableRefusal({cells[0].name: CellRefusal(CYCLE, cells=" → ".join(place.name for place in cells))})

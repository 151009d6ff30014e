"""Tables with their results, calculated from what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from factcheck.calculations import queries
from factcheck.calculations.models import Calculation
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.evidence.queries import of_claim as evidence_of
from factcheck.formulas.language.errors import CellRefusal
from factcheck.formulas.records import TableRecord, record_of
from factcheck.formulas.table import TableRefusal, calculate
from factcheck.i18n import N_, _

EMPTY = N_("Fill in at least one cell.")
NO_EVIDENCE = N_("This claim has no evidence [%(number)s].")


@dataclass(frozen=True, slots=True)
class TableDetails:
    """What is typed into a table: its title, the rows of its cells, and the units of its columns."""

    title: str
    cells: Sequence[Sequence[str]]
    units: Sequence[str]


class InvalidCell(Invalid):
    """A cell, or the unit of a column, that can't be saved; `cell` is its name, empty for the whole table."""

    def __init__(self, cell: str, message: str) -> None:
        super().__init__("cells", _("%(cell)s: %(problem)s", cell=cell, problem=message) if cell else message)
        self.cell = cell


def record_with_results(number: int, details: TableDetails) -> TableRecord:
    """The table with its results; raises InvalidCell with all that can't be calculated."""
    try:
        cells = calculate(details.cells, details.units)
    except TableRefusal as refusal:
        raise _first([InvalidCell(name, in_words(it)) for name, it in refusal.found.items()]) from None
    if not cells:
        raise InvalidCell("", _(EMPTY))
    return record_of(number, details.title, cells)


def refuse_unknown_evidence(table: TableRecord, numbers: Iterable[int]) -> None:
    """Raise InvalidCell for each cell that cites evidence which isn't one of these."""
    there = set(numbers)
    missing = [(it.cell, number) for it in table.cells for number in it.cites if number not in there]
    if missing:
        raise _first([InvalidCell(cell, _(NO_EVIDENCE, number=number)) for cell, number in missing])


def table_of(calculation: Calculation) -> TableRecord:
    """A stored table with its results."""
    return record_with_results(calculation.number, details_of(calculation))


def tables_of(claim_id: int) -> list[tuple[Calculation, TableRecord]]:
    """The tables of a claim, in their order, each with its results."""
    return [(it, table_of(it)) for it in db.session.scalars(queries.of_claim(claim_id))]


def removed_tables(claim_id: int) -> Sequence[Calculation]:
    """The tables that were removed from a claim."""
    return db.session.scalars(queries.of_claim(claim_id, removed=True)).all()


def details_of(calculation: Calculation) -> TableDetails:
    """A stored table as it was typed."""
    return TableDetails(calculation.title, calculation.cells, calculation.units)


def sources_of(claim_id: int) -> Mapping[int, str]:
    """By number of evidence: its source in a line."""
    rows = db.session.scalars(evidence_of(claim_id))
    return {it.number: ", ".join(filter(None, (it.source.title, it.source.publisher, it.source.url))) for it in rows}


def in_words(refusal: CellRefusal) -> str:
    """A refusal of a cell in the language of the page."""
    return _(refusal.message, **refusal.values)


def _first(refusals: Sequence[InvalidCell]) -> InvalidCell:
    refusals[0].others = refusals[1:]
    return refusals[0]

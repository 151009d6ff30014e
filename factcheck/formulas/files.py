"""Tables as files: XLSX, in which they calculate, and CSV, a line for each cell with its formula and its value."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from factcheck.formulas.display import for_files
from factcheck.formulas.neutral import csv_line
from factcheck.formulas.records import DAY, ERROR, NUMBER, TRUTH, CellRecord, TableRecord
from factcheck.formulas.typed import PERCENT
from factcheck.i18n import N_, _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}  # by the ends of names
FIELDS = ("cell", "typed", "value", "unit", "evidence")
MADE = datetime(1980, 1, 1, tzinfo=UTC)  # the same table gives the same bytes
FIRST_DAY = date(1900, 3, 1)  # from which days of all spreadsheets are the same
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
HEADS = (N_("Table"), N_("Cell"), N_("Evidence"), N_("Source"))


def in_format(name: str, table: TableRecord, sources: Mapping[int, str]) -> bytes:
    """The bytes of a file of one of TYPES."""
    return as_xlsx([table], sources) if name == "xlsx" else "".join(as_csv(table)).encode()


def as_download(name: str) -> str:
    """The value of Content-Disposition for a file of this name, which is plain ASCII."""
    return f'attachment; filename="{name}"'


def as_csv(table: TableRecord) -> Iterator[str]:
    """The lines of a CSV file; text is neutral (`neutral.py`), so a formula has an apostrophe before it."""
    yield csv_line(FIELDS)
    for it in table.cells:
        yield csv_line((it.cell, it.typed, it.value, it.unit, " ".join(map(str, it.cites))))


def as_xlsx(tables: Sequence[TableRecord], sources: Mapping[int, str]) -> bytes:
    """A workbook with a sheet for each table, and one of the sources (by number of evidence) that cells cite."""
    import xlsxwriter  # 2 MiB, for those who take a table along

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"created": MADE.replace(tzinfo=None)})
        for table in tables:
            sheet = book.add_worksheet(f"T{table.number}")
            for cell in table.cells:
                _write(book, sheet, cell)
        cited = [(table, it, number) for table in tables for it in table.cells for number in it.cites]
        if cited:
            sheet = book.add_worksheet(_("Evidence")[:31])
            sheet.write_row(0, 0, [_(it) for it in HEADS])
        for row, (table, it, number) in enumerate(cited, 1):
            for column, words in enumerate((f"T{table.number}", it.cell, f"[{number}]", sources.get(number, ""))):
                sheet.write_string(row, column, words)
    return out.getvalue()


def _write(book: Any, sheet: Any, cell: CellRecord) -> None:
    from xlsxwriter.utility import xl_cell_to_rowcol

    place = xl_cell_to_rowcol(cell.cell)
    style = book.add_format({"num_format": _number_format(cell)})
    if cell.is_formula:
        sheet.write_formula(*place, for_files(cell.typed), style, _result(cell))
    elif cell.kind == NUMBER:
        sheet.write_number(*place, float(cell.value), style)
    elif cell.kind == DAY and date.fromisoformat(cell.value) >= FIRST_DAY:
        sheet.write_datetime(*place, date.fromisoformat(cell.value), style)
    else:
        sheet.write_string(*place, cell.value)


def _result(cell: CellRecord) -> float | bool | str:
    """The value that a program shows which doesn't calculate."""
    if cell.kind == TRUTH:
        return cell.value == "TRUE"
    if cell.kind == DAY:
        return float((date.fromisoformat(cell.value) - date(1899, 12, 30)).days)
    return float(cell.value) if cell.kind == NUMBER else cell.value


def _number_format(cell: CellRecord) -> str:
    if cell.kind == DAY:
        return "yyyy-mm-dd"
    if cell.kind in {TRUTH, ERROR} or not (cell.unit or cell.typed.endswith(PERCENT)):
        return "General"
    unit = cell.unit.replace('"', "")
    return "0.00%" if unit in {"", PERCENT} else f'General" {unit}"'

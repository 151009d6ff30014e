"""From the bytes of a list to its rows, and to everything that is wrong with it (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from factcheck.db.slow import ahead
from factcheck.documents.text import MAX_BYTES, Unreadable
from factcheck.errors import Invalid
from factcheck.i18n import N_, _, count
from factcheck.prior_checks.reading.csv_rows import CsvRows
from factcheck.prior_checks.reading.json_checks import COLUMNS, MAX_DEPTH, reviews_in
from factcheck.prior_checks.reading.rows import CheckRow, RowError, row_of
from factcheck.prior_checks.reading.uploads import read_upload
from factcheck.web.input.json_reader import read_json

CSV, JSON = "text/csv", "application/ld+json"
MAX_ROWS = 1_000  # rows of one list, which are stored in half a second
TWICE = N_("Row %(number)s has the same claim and address, with other details.")
Values = Iterable[tuple[int, dict[str, str] | RowError]]


class CheckList(NamedTuple):
    """A list that was read: its good rows by their numbers, all errors, and the columns that say nothing here."""

    media_type: str
    rows: dict[int, CheckRow]
    errors: list[RowError]
    ignored: list[str]
    total: int  # rows, also those with errors

    @property
    def refused_count(self) -> int:
        """The number of rows with errors."""
        return len({error.row for error in self.errors})


@ahead("reading a list of checks")
def read_list(raw: bytes, charset: str = "", publisher: str = "") -> CheckList:
    """The checks in a file; `publisher` is who published those that name nobody.

    Raises Invalid naming `upload` if it isn't a list at all, AmbiguousText naming `charset` for an uncertain encoding.
    """
    found = read_upload(raw, charset, lambda text: _found(text, publisher))
    if not found.total:
        raise Invalid("upload", _("This file has no checks in it."))
    return found


def _found(text: str, publisher: str) -> CheckList:
    return _from_json(text, publisher) if text.lstrip()[:1] in {"{", "["} else _from_csv(text, publisher)


def _from_csv(text: str, publisher: str) -> CheckList:
    table = CsvRows(text)
    return _gathered(CSV, table.rows(), table.columns, publisher, table.ignored)


def _from_json(text: str, publisher: str) -> CheckList:
    try:
        value: Any = read_json(text, depth=MAX_DEPTH, size=MAX_BYTES)
    except ValueError as error:
        raise Unreadable(_("This isn’t JSON that can be read: %(error)s.", error=str(error)[:200])) from None
    return _gathered(JSON, enumerate(reviews_in(value), 1), COLUMNS, publisher, [])


def _gathered(
    media_type: str, values: Values, columns: dict[str, str], publisher: str, ignored: list[str]
) -> CheckList:
    rows: dict[int, CheckRow] = {}
    errors: list[RowError] = []
    numbers: dict[str, int] = {}
    total = 0
    for number, found in values:
        total += 1
        if total > MAX_ROWS:
            message = N_("A list can have at most %(most)s rows. Split the file and import its parts.")
            raise Unreadable(_(message, most=count(MAX_ROWS)))
        row = found if isinstance(found, RowError) else _row(number, found, columns, publisher)
        if isinstance(row, CheckRow):
            first = numbers.setdefault(row.key, number)
            if first == number:
                rows[number] = row
            elif rows[first] != row:
                errors.append(RowError(number, columns.get("claim", "claim"), _(TWICE, number=first)))
        else:
            errors += [row] if isinstance(row, RowError) else row
    return CheckList(media_type, rows, errors, ignored, total)


def _row(number: int, values: dict[str, str], columns: dict[str, str], publisher: str) -> CheckRow | list[RowError]:
    try:
        return row_of({**values, "publisher": values.get("publisher", "").strip() or publisher})
    except Invalid as refusal:
        return list(_errors(number, (refusal, *refusal.others), columns))


def _errors(number: int, refusals: Iterable[Invalid], columns: dict[str, str]) -> Iterator[RowError]:
    for refusal in refusals:
        yield RowError(number, columns.get(refusal.field, refusal.field), refusal.message)

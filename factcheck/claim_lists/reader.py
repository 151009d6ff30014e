"""From the bytes of a list of claims to its rows, and to everything that is wrong with it (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factcheck.claim_lists.rows import NAMES, ClaimRow, row_of
from factcheck.db.slow import ahead
from factcheck.documents.text import Unreadable
from factcheck.errors import Invalid
from factcheck.i18n import N_, _, count
from factcheck.prior_checks.reading.csv_rows import CsvRows
from factcheck.prior_checks.reading.rows import RowError
from factcheck.prior_checks.reading.uploads import read_upload

MAX_ROWS = 200  # of one list: others wait while they are stored


class ClaimList(NamedTuple):
    """A list that was read: its good rows by their numbers, all errors, and the columns that aren't used."""

    rows: dict[int, ClaimRow]
    errors: list[RowError]
    ignored: list[str]
    columns: dict[str, str]
    total: int

    @property
    def refused_count(self) -> int:
        """The number of rows with errors."""
        return len({error.row for error in self.errors})


@ahead("reading a list of claims")
def read_claims(raw: bytes, charset: str = "", language: str = "") -> ClaimList:
    """The claims in a CSV file; `language` is that of rows which name none.

    Raises Invalid naming `upload` if it isn't a list, AmbiguousText naming `charset` for an uncertain encoding.
    """
    found = read_upload(raw, charset, lambda text: _read(text, language))
    if not found.total:
        raise Invalid("upload", _("This file has no claims in it."))
    return found


def _read(text: str, language: str) -> ClaimList:
    table = CsvRows(text, NAMES, ("claim",))
    found = ClaimList({}, [], table.ignored, table.columns, 0)
    total = 0
    for number, values in table.rows():
        total += 1
        if total > MAX_ROWS:
            message = N_("A list can have at most %(most)s rows. Split the file and import its parts.")
            raise Unreadable(_(message, most=count(MAX_ROWS)))
        if isinstance(values, RowError):
            found.errors.append(values)
            continue
        try:
            found.rows[number] = row_of(values, language)
        except Invalid as refusal:
            found.errors.extend(_errors(number, refusal, table.columns))
    return found._replace(total=total)


def _errors(number: int, refusal: Invalid, columns: Mapping[str, str]) -> Iterator[RowError]:
    for error in (refusal, *refusal.others):
        yield RowError(number, columns.get(error.field, error.field), error.message)

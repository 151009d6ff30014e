"""CSV (RFC 4180) with a header, as spreadsheets write it: comma, semicolon, tab or bar (pure)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from factcheck.documents.text import Unreadable
from factcheck.i18n import N_, _
from factcheck.prior_checks.reading.rows import NEEDED, RowError

DELIMITERS = ",;\t|"
NAMES = {  # of columns, in small letters without other characters, besides those of the fields
    "claim": ("claimreviewed", "statement", "claimtext", "text"),
    "claimant": ("speaker", "author", "claimauthor", "saidby"),
    "said_on": ("saidon", "claimdate", "dateofclaim"),
    "publisher": ("checkedby", "newsroom", "organisation", "organization", "factchecker", "reviewer", "source"),
    "url": ("address", "link", "reviewurl", "checkurl"),
    "title": ("headline", "reviewtitle", "name"),
    "rating": ("verdict", "textualrating", "conclusion", "result"),
    "reviewed_on": ("reviewedon", "date", "datepublished", "reviewdate", "published", "publishedon"),
    "language": ("languagecode", "inlanguage", "lang"),
}
NEEDED_COLUMNS = [name for name in NEEDED if name != "publisher"]
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # as Excel reads it
TOO_MANY = N_("This row has %(cells)s cells, the header only %(columns)s. Put cells with commas in quotation marks.")


class CsvRows:
    """The rows of a CSV text; raises Unreadable if it has no usable header."""

    def __init__(
        self, text: str, names: Mapping[str, Sequence[str]] = NAMES, needed: Sequence[str] = NEEDED_COLUMNS
    ) -> None:
        """`names` are further names of columns by field, `needed` the fields without which there is no list."""
        field_of = {alias: name for name, aliases in names.items() for alias in (name.replace("_", ""), *aliases)}
        declared = SEPARATOR_LINE.match(text)
        text = text[declared.end() :] if declared else text
        self._lines = csv.reader(io.StringIO(text, newline=""), delimiter=declared[1] if declared else _delimiter(text))
        self.header = [name.strip() for name in self._next() or ()]
        self.fields = [field_of.get(re.sub(r"[\W_]", "", name.casefold()), "") for name in self.header]
        self._refuse_header(needed)
        self.columns = {field: name for field, name in zip(self.fields, self.header, strict=True) if field}
        self.ignored = [name for field, name in zip(self.fields, self.header, strict=True) if not field and name]

    def rows(self) -> Iterator[tuple[int, dict[str, str] | RowError]]:
        """Each row that isn't blank: its number as a spreadsheet shows it, and its values by field, or an error."""
        number = 1
        while (cells := self._next()) is not None:
            number += 1
            if not any(cell.strip() for cell in cells):
                continue
            if any(cell.strip() for cell in cells[len(self.header) :]):
                sizes = {"cells": len(cells), "columns": len(self.header)}
                yield number, RowError(number, self.header[-1], _(TOO_MANY, **sizes))
            else:
                yield number, {field: cell for field, cell in zip(self.fields, cells, strict=False) if field}

    def _next(self) -> Sequence[str] | None:
        try:
            return next(self._lines, None)
        except csv.Error as error:
            number = self._lines.line_num
            raise Unreadable(
                _("Line %(number)s isn’t valid CSV: %(error)s.", number=number, error=str(error))
            ) from None

    def _refuse_header(self, needed: Sequence[str]) -> None:
        named = [field for field in self.fields if field]
        twice = next((field for field in named if named.count(field) > 1), "")
        if twice:
            names = ", ".join(name for field, name in zip(self.fields, self.header, strict=True) if field == twice)
            raise Unreadable(_("Several columns are the same: %(names)s. Keep one of them.", names=names))
        missing = [name for name in needed if name not in named]
        if missing:
            message = N_("The first line must name the columns. Missing: %(names)s.")
            raise Unreadable(_(message, names=", ".join(missing)))


def _delimiter(text: str) -> str:
    """The separator that is most frequent in the first line."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(DELIMITERS, key=first.count)

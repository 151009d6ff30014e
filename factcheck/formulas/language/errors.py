"""What can be wrong with a cell: refusals, which keep a table from being saved, and errors, which are results."""

from __future__ import annotations

import enum

from factcheck.i18n import N_


class CellRefusal(Exception):
    """A cell can't be read; `message` is marked by `N_`, and `values` are its placeholders."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.values = values


class CellError(enum.StrEnum):
    """A result that isn't a value, named as spreadsheets name it."""

    DIVISION = "#DIV/0!"
    VALUE = "#VALUE!"
    NUMBER = "#NUM!"


EXPLAINED = {
    CellError.DIVISION: N_("division by zero"),
    CellError.VALUE: N_("text or a date where a number is needed"),
    CellError.NUMBER: N_("no such number, or one that is too large"),
}


class ErrorResult(Exception):
    """Ends the evaluation of a formula with an error as its result."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error.value)
        self.error = error

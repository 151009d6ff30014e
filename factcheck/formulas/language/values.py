"""The values of cells, and what operators take them for.

Numbers are decimals. They are calculated with 28 significant digits; whatever decides on a number (comparing, rounding,
showing) takes it at 15, as spreadsheets keep them, so that 1/3*3 is 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext

from factcheck.formulas.language.errors import CellError, ErrorResult

Value = Decimal | str | bool | date | CellError | None  # None is an empty cell
CALCULATION = Context(prec=28, Emax=307, Emin=-307, traps=[DivisionByZero, InvalidOperation, Overflow])
KEPT = Context(prec=15, Emax=400, Emin=-400)


@contextmanager
def calculation() -> Iterator[None]:
    """Decimal arithmetic as cells are calculated; its exceptions become the errors of spreadsheets."""
    with localcontext(CALCULATION):
        try:
            yield
        except DivisionByZero:
            raise ErrorResult(CellError.DIVISION) from None
        except (InvalidOperation, Overflow):
            raise ErrorResult(CellError.NUMBER) from None


def kept(number: Decimal) -> Decimal:
    """A number at the 15 digits that count."""
    return KEPT.plus(number)


def as_number(value: Value) -> Decimal:
    """What an operator takes a value for; an empty cell is 0, TRUE is 1. Raises ErrorResult."""
    if isinstance(value, CellError):
        raise ErrorResult(value)
    if isinstance(value, bool):
        return Decimal(int(value))
    if value is None:
        return Decimal(0)
    if isinstance(value, Decimal):
        return value
    raise ErrorResult(CellError.VALUE)


def as_whole(value: Value, most: int) -> int:
    """A whole number between -most and most, its fraction cut off; raises ErrorResult."""
    number = kept(as_number(value))
    if abs(number) > most:
        raise ErrorResult(CellError.NUMBER)
    return int(number)


def as_truth(value: Value) -> bool:
    """What a condition takes a value for: every number but 0 is true; raises ErrorResult."""
    return kept(as_number(value)) != 0


def order_key(value: Value, beside: Value) -> tuple[int, Decimal | str | date]:
    """A key for comparing two values: numbers and dates, then texts whatever their case, then FALSE and TRUE.

    An empty cell is 0 beside a number, and an empty text beside a text. Raises ErrorResult.
    """
    if isinstance(value, CellError):
        raise ErrorResult(value)
    if value is None:
        value = "" if isinstance(beside, str) and not isinstance(beside, CellError) else Decimal(0)
    if isinstance(value, bool):
        return 2, Decimal(int(value))
    if isinstance(value, str):
        return 1, value.casefold()
    if isinstance(value, date):
        return 0, value
    return 0, kept(value)

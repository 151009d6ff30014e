"""The operators of formulas on values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from factcheck.formulas.language.errors import CellError, ErrorResult
from factcheck.formulas.language.values import Value, as_number, as_whole, order_key

MAX_DAYS = 1_000_000  # that a date is moved by
COMPARED: dict[str, Callable[[int], bool]] = {
    "=": lambda it: it == 0,
    "<>": lambda it: it != 0,
    "<": lambda it: it < 0,
    ">": lambda it: it > 0,
    "<=": lambda it: it <= 0,
    ">=": lambda it: it >= 0,
}


def operate(sign: str, left: Value, right: Value) -> Value:
    """The result of a binary sign; raises ErrorResult, and the exceptions of decimals."""
    if sign in COMPARED:
        return COMPARED[sign](_compare(left, right))
    if sign in "+-" and not isinstance(left, bool) and isinstance(left, date):
        return _from_date(sign, left, right)
    if sign == "+" and isinstance(right, date):
        return _from_date(sign, right, left)
    return ARITHMETIC[sign](as_number(left), as_number(right))


def signed(sign: str, value: Value) -> Decimal:
    """A value with a sign before it or `%` after it."""
    number = as_number(value)
    return number / 100 if sign == "%" else -number if sign == "-" else number


def power(base: Decimal, exponent: Decimal) -> Decimal:
    """A power; 0 to the power of 0 isn't a number, 0 to a negative power divides by zero."""
    if base == 0 and exponent <= 0:
        raise ErrorResult(CellError.NUMBER if exponent == 0 else CellError.DIVISION)
    return base**exponent


def divide(dividend: Decimal, divisor: Decimal) -> Decimal:
    """A quotient; decimals call 0/0 something else than a division by zero."""
    if divisor == 0:
        raise ErrorResult(CellError.DIVISION)
    return dividend / divisor


def _from_date(sign: str, day: date, other: Value) -> Value:
    if isinstance(other, date):
        if sign == "-":
            return Decimal((day - other).days)
        raise ErrorResult(CellError.VALUE)
    days = as_whole(other, MAX_DAYS)
    try:
        return day + timedelta(days if sign == "+" else -days)
    except OverflowError:
        raise ErrorResult(CellError.NUMBER) from None


def _compare(left: Value, right: Value) -> int:
    one, other = order_key(left, right), order_key(right, left)
    if one[0] == other[0] and isinstance(one[1], date) is not isinstance(other[1], date):
        raise ErrorResult(CellError.VALUE)  # a date beside a number
    return (one > other) - (one < other)


ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": divide,
    "^": power,
}

"""The functions of formulas: one table, which docs/numbers.md lists.

As in spreadsheets, a function of numbers ignores texts and empty cells where a cell or range has them.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import NamedTuple

from factcheck.formulas.language.criteria import count_matching
from factcheck.formulas.language.errors import CellError, ErrorResult
from factcheck.formulas.language.operators import divide, power
from factcheck.formulas.language.values import Value, as_number, as_truth, as_whole, kept

MANY = 30  # values in the brackets of a function
MAX_PLACES = 15  # to which a number is rounded


class Argument(NamedTuple):
    """The values of an argument; those of a cell or range, or a single one from the formula itself."""

    values: Sequence[Value]
    is_of_cells: bool


class Function(NamedTuple):
    """How many arguments a function takes, and what it makes of them; IF is evaluated in evaluate.py."""

    fewest: int
    most: int
    result: Callable[[Sequence[Argument]], Value]
    takes_ranges: bool = False


def numbers(arguments: Sequence[Argument]) -> list[Decimal]:
    """All numbers of arguments; raises ErrorResult for an error, and for a text that isn't of a cell.

    TRUE, FALSE and dates of cells are errors, too, because spreadsheets differ in what they take them for.
    """
    found = []
    for argument in arguments:
        for value in argument.values:
            if not argument.is_of_cells:
                found.append(as_number(value))
            elif value is not None and not _is_text(value):
                found.append(_of_cell(value))
    return found


def _of_cell(value: Value) -> Decimal:
    if isinstance(value, bool):
        raise ErrorResult(CellError.VALUE)
    return as_number(value)


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and not isinstance(value, CellError)


def _single(argument: Argument) -> Value:
    return argument.values[0]


def _some(found: list[Decimal], error: CellError) -> list[Decimal]:
    if not found:
        raise ErrorResult(error)
    return found


def _average(arguments: Sequence[Argument]) -> Value:
    found = _some(numbers(arguments), CellError.DIVISION)
    return sum(found, Decimal(0)) / len(found)


def _count(arguments: Sequence[Argument]) -> Value:
    """How many numbers there are; errors aren't counted, as in spreadsheets."""
    values = [[it for it in argument.values if not isinstance(it, CellError)] for argument in arguments]
    return Decimal(len(numbers([Argument(it, is_of_cells=True) for it in values])))


def _rounded(rounding: str) -> Callable[[Sequence[Argument]], Value]:
    def act(arguments: Sequence[Argument]) -> Value:
        number, places = as_number(_single(arguments[0])), as_whole(_single(arguments[1]), MAX_PLACES)
        number = kept(number)
        if number.adjusted() + places > MAX_PLACES:  # it has no more digits than that
            return number
        return number.quantize(Decimal(1).scaleb(-places), rounding)

    return act


def _whole(number: Decimal) -> Decimal:
    return kept(number).to_integral_value("ROUND_FLOOR")


def _rest(arguments: Sequence[Argument]) -> Value:
    number, divisor = (as_number(_single(it)) for it in arguments)
    return number - divisor * _whole(divide(number, divisor))


def _truths(arguments: Sequence[Argument]) -> list[bool]:
    found = []
    for argument in arguments:
        for value in argument.values:
            if not (argument.is_of_cells and (value is None or _is_text(value))):
                found.append(as_truth(value))
    if not found:
        raise ErrorResult(CellError.VALUE)
    return found


def _root(number: Decimal) -> Decimal:
    if number < 0:
        raise ErrorResult(CellError.NUMBER)
    return number.sqrt()


def _of_one(act: Callable[[Decimal], Value]) -> Function:
    return Function(1, 1, lambda arguments: act(as_number(_single(arguments[0]))))


FUNCTIONS: dict[str, Function] = {
    "SUM": Function(1, MANY, lambda it: sum(numbers(it), Decimal(0)), takes_ranges=True),
    "AVERAGE": Function(1, MANY, _average, takes_ranges=True),
    "MEDIAN": Function(1, MANY, lambda it: statistics.median(_some(numbers(it), CellError.NUMBER)), takes_ranges=True),
    "MIN": Function(1, MANY, lambda it: min(numbers(it), default=Decimal(0)), takes_ranges=True),
    "MAX": Function(1, MANY, lambda it: max(numbers(it), default=Decimal(0)), takes_ranges=True),
    "COUNT": Function(1, MANY, _count, takes_ranges=True),
    "COUNTIF": Function(2, 2, lambda it: Decimal(count_matching(it[0].values, _single(it[1]))), takes_ranges=True),
    "ROUND": Function(2, 2, _rounded(ROUND_HALF_UP)),
    "ROUNDUP": Function(2, 2, _rounded(ROUND_UP)),
    "ROUNDDOWN": Function(2, 2, _rounded(ROUND_DOWN)),
    "ABS": _of_one(abs),
    "INT": _of_one(_whole),
    "MOD": Function(2, 2, _rest),
    "SQRT": _of_one(_root),
    "POWER": Function(2, 2, lambda it: power(as_number(_single(it[0])), as_number(_single(it[1])))),
    "IF": Function(2, 3, lambda it: _single(it[0])),
    "AND": Function(1, MANY, lambda it: all(_truths(it)), takes_ranges=True),
    "OR": Function(1, MANY, lambda it: any(_truths(it)), takes_ranges=True),
    "NOT": Function(1, 1, lambda it: not as_truth(_single(it[0]))),
}

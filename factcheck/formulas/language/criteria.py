"""What COUNTIF counts: cells equal to a value, or in a relation to it, such as `">=5"`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from factcheck.formulas.language.errors import CellError, ErrorResult
from factcheck.formulas.language.operators import operate
from factcheck.formulas.language.values import Value

CRITERION = re.compile(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)
NUMBER = re.compile(r"[+-]?(\d{1,15}\.?\d{0,15}|\.\d{1,15})(%?)", re.ASCII)
WILDCARDS = re.compile(r"[*?~]")  # spreadsheets differ in whether they have a meaning


def count_matching(values: Iterable[Value], criterion: Value) -> int:
    """How many values fit a criterion; raises ErrorResult for one that is an error or has wildcards."""
    sign, wanted = _read(criterion)
    return sum(_fits(value, sign, wanted) for value in values)


def _fits(value: Value, sign: str, wanted: Value) -> bool:
    if value is None or isinstance(value, CellError) or _kind(value) is not _kind(wanted):
        return sign == "<>"
    return operate(sign, value, wanted) is True


def _read(criterion: Value) -> tuple[str, Value]:
    if isinstance(criterion, CellError):
        raise ErrorResult(criterion)
    if not isinstance(criterion, str):
        return "=", Decimal(0) if criterion is None else criterion
    found = CRITERION.fullmatch(criterion)
    sign, text = (found[1] or "=", found[2].strip()) if found else ("=", criterion)
    if number := NUMBER.fullmatch(text):
        return sign, Decimal(text.rstrip("%")) / (100 if number[2] else 1)
    if WILDCARDS.search(text) or not text:
        raise ErrorResult(CellError.VALUE)
    return sign, text


def _kind(value: Value) -> type:
    return str if isinstance(value, str) else type(value)

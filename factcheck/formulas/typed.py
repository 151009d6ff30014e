"""What is typed into a cell: a formula, number, date or text, then its unit and its evidence in square brackets.

`1250 [km] [2]` is the number 1250 in km, from evidence 2. What looks like a number but may be read in two ways, such as
`1,234`, is refused; an apostrophe before it makes it a text.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from factcheck.formulas.language.errors import CellRefusal
from factcheck.formulas.language.syntax import Node, parse
from factcheck.formulas.language.tokens import BAD_NUMBER, MAX_DIGITS, MAX_EXPONENT, is_number_in_limits
from factcheck.i18n import N_

MAX_TYPED = 600  # characters of a cell with its brackets
MAX_UNIT = 30  # characters
PERCENT = "%"
SPACES = "\N{SPACE}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
BRACKETS = re.compile(r"\s*\[([^\[\]]*)\]\s*$")
EVIDENCE = re.compile(r"\s*\d{1,6}(?:\s*,\s*\d{1,6})*\s*", re.ASCII)
NUMBER = re.compile(
    rf"[+-]?(?:(?:\d{{1,3}}(?:[{SPACES}]\d{{3}})+|\d+)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{{1,4}})?[{SPACES}]?(%?)", re.ASCII
)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NUMERIC = re.compile(r"[^\w\s'(]{0,3}\s?\d[\d.,٫٬’'\s]*[^\w\s)]?")  # with signs, in the digits of any script

TOO_LONG = N_("Use at most %(most)s characters in a cell.")
NOT_A_NUMBER = N_(
    "Write numbers like 1234.5 and dates like 2026-06-06. To keep this as text, put an apostrophe before it."
)
TWO_UNITS = N_("This cell has two units: %(one)s and %(other)s.")
LONG_UNIT = N_("Use at most %(most)s characters for a unit.")
BAD_DAY = N_("This date doesn’t exist.")


class TypedCell(NamedTuple):
    """A cell as it was typed: its text without brackets, its unit, the evidence that it cites, and what it means."""

    text: str
    unit: str
    cites: tuple[int, ...]
    value: Decimal | date | str | None  # of a cell without a formula
    tree: Node | None  # of a formula

    @property
    def is_percentage(self) -> bool:
        """Whether a number was typed with a per cent sign."""
        return isinstance(self.value, Decimal) and self.text.endswith(PERCENT)


def read_cell(typed: str) -> TypedCell:
    """What a cell means; raises CellRefusal."""
    if len(typed) > MAX_TYPED:
        raise CellRefusal(TOO_LONG, most=MAX_TYPED)
    text, unit, cites = _without_brackets(typed.strip())
    is_formula = text.startswith("=")
    value = None if is_formula else _value(text)
    if unit and not is_formula and not isinstance(value, Decimal):  # brackets at the end of a text are part of it
        return TypedCell(typed.strip(), "", (), _value(typed.strip()), None)
    if len(unit) > MAX_UNIT:
        raise CellRefusal(LONG_UNIT, most=MAX_UNIT)
    if is_formula:
        return TypedCell(text, unit, cites, None, parse(text[1:]))
    return TypedCell(text, unit, cites, value, None)


def _without_brackets(text: str) -> tuple[str, str, tuple[int, ...]]:
    """The text, its unit and the evidence that it cites."""
    unit, cites = "", set[int]()
    while found := BRACKETS.search(text):
        inside, text = found[1].strip(), text[: found.start()]
        if EVIDENCE.fullmatch(inside):
            cites |= {int(it) for it in inside.split(",")}
        elif unit and inside:
            raise CellRefusal(TWO_UNITS, one=inside, other=unit)
        else:
            unit = inside
    return text, unit, tuple(sorted(cites))


def _value(text: str) -> Decimal | date | str | None:
    if not text:
        return None
    if text.startswith(("'", "’")):
        return text[1:]
    if DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise CellRefusal(BAD_DAY) from None
    if number := NUMBER.fullmatch(text):
        return _number(text, is_percentage=bool(number[1]))
    if NUMERIC.fullmatch(text):
        raise CellRefusal(NOT_A_NUMBER)
    return text


def _number(text: str, *, is_percentage: bool) -> Decimal:
    digits = re.sub(rf"[{SPACES}%]", "", text)
    if not is_number_in_limits(digits):
        raise CellRefusal(BAD_NUMBER, digits=MAX_DIGITS, exponent=MAX_EXPONENT)
    number = Decimal(digits)
    return number.scaleb(-2) if is_percentage else number

"""A formula in tokens: numbers, texts, names of cells and functions, signs. Any other character is refused."""

from __future__ import annotations

import enum
import re
from typing import NamedTuple

from factcheck.formulas.language.errors import CellRefusal
from factcheck.i18n import N_

MAX_LENGTH = 500  # characters of a formula
MAX_DIGITS = 15  # significant digits of a number, as spreadsheets keep them
MAX_EXPONENT = 300  # of a number, as powers of ten
FOREIGN = re.compile(r"[!\[\]|{}]|'[^']*'!")
TOO_LONG = N_("This formula has %(length)s characters. Use at most %(most)s.")
OTHER_FILE = N_("A formula can only use cells of its own table, not other sheets, files or programs.")
BAD_SIGN = N_("“%(sign)s” isn’t a sign that formulas have here.")
BAD_NUMBER = N_("Write numbers with at most %(digits)s digits, and powers of ten up to %(exponent)s.")


class TokenKind(enum.StrEnum):
    """The kinds of tokens; the values are the names of groups in TOKEN."""

    NUMBER = "number"
    TEXT = "text"
    CELL = "cell"
    NAME = "name"
    SIGN = "sign"


class Token(NamedTuple):
    """A piece of a formula; names of cells and functions are in capitals, without `$`."""

    kind: TokenKind
    text: str


TOKEN = re.compile(
    r"""\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<text>"(?:[^"]|"")*")
    |(?P<cell>\$?[A-Za-z]{1,3}\$?\d+(?![A-Za-z0-9_.(]))
    |(?P<name>[A-Za-z][A-Za-z0-9_.]*)
    |(?P<sign><=|>=|<>|[-+*/^%()=<>:;,]))""",
    re.VERBOSE | re.ASCII,
)


def tokens(formula: str) -> list[Token]:
    """The tokens of a formula after its `=`; raises CellRefusal for anything that formulas don't have."""
    if len(formula) > MAX_LENGTH:
        raise CellRefusal(TOO_LONG, length=len(formula), most=MAX_LENGTH)
    text, place, found = formula.rstrip(), 0, []
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            rest = text[place:].lstrip()
            raise CellRefusal(OTHER_FILE) if FOREIGN.match(rest) else CellRefusal(BAD_SIGN, sign=rest[:1])
        found.append(_token(match))
        place = match.end()
    return found


def is_number_in_limits(text: str) -> bool:
    """Whether a number, as it is written, has few enough digits and a small enough exponent."""
    digits, _, exponent = text.lower().partition("e")
    significant = re.sub(r"\D", "", digits).strip("0")
    is_short = len(significant) <= MAX_DIGITS and len(digits) <= MAX_EXPONENT and len(exponent) <= len("+300")
    return is_short and abs(int(exponent or "0")) <= MAX_EXPONENT


def _token(match: re.Match[str]) -> Token:
    kind = TokenKind(match.lastgroup or "")
    text = match[kind.value]
    if kind in {TokenKind.CELL, TokenKind.NAME}:
        text = text.replace("$", "").upper()
    if kind is TokenKind.NUMBER and not is_number_in_limits(text):
        raise CellRefusal(BAD_NUMBER, digits=MAX_DIGITS, exponent=MAX_EXPONENT)
    return Token(kind, text)

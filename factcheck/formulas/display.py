"""Values as people read them, and the steps of a formula: with its numbers put in, and its result."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from factcheck.formulas.language.errors import CellError, CellRefusal
from factcheck.formulas.language.references import range_of
from factcheck.formulas.language.tokens import Token, TokenKind, tokens
from factcheck.formulas.language.values import Value, kept
from factcheck.formulas.typed import PERCENT

DIGITS = 6  # significant digits that are shown of a result, and the whole part
GROUPED_FROM = 5  # digits of the whole part
MAX_IN_STEP = 6  # cells of a range that are put into a step one by one
ABOUT = "≈ "
SPACE = "\N{NARROW NO-BREAK SPACE}"
EXACT = Context(prec=400, Emax=500, Emin=-500)


def stored(value: Value) -> str:
    """A value as snapshots and files have it: numbers with 15 digits and without exponents, days in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    number = kept(value)
    return format(number.normalize(EXACT), "f") if number else "0"


def shown(value: Value, unit: str = "") -> str:
    """A value for reading, with its unit; a number that was shortened begins with “≈”."""
    if isinstance(value, bool) or not isinstance(value, Decimal):
        return stored(value)
    number = kept(value) * 100 if unit == PERCENT else kept(value)
    places = max(0, DIGITS - 1 - max(number.adjusted(), 0)) if number else 0
    if number and number.adjusted() < 0:
        places = DIGITS - 1 - number.adjusted()
    short = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)
    text = _grouped(format(short.normalize(EXACT), "f") if short else "0")
    return f"{'' if short == number else ABOUT}{text}{f'{SPACE}{unit}' if unit else ''}"


def steps(formula: str, cells: Mapping[str, str]) -> tuple[str, str]:
    """A formula as it is written, and with the values of its cells put in; these come as `stored`, by their names.

    The second is empty if there is nothing to put in.
    """
    found = tokens(formula.removeprefix("="))
    written = _joined([token.text for token in found])
    filled = _joined(_filled(found, cells))
    return written, filled if filled != written else ""


def for_files(formula: str) -> str:
    """A formula as spreadsheet files have it: with `=`, and commas between values."""
    return "=" + "".join("," if it.text == ";" else it.text for it in tokens(formula.removeprefix("=")))


def _filled(found: list[Token], cells: Mapping[str, str]) -> list[str]:
    pieces, place = [], 0
    while place < len(found):
        token = found[place]
        is_range = place + 1 < len(found) and found[place + 1].text == ":"
        if is_range and token.kind is TokenKind.CELL:
            pieces += _of_range(token.text, found[place + 2].text, cells)
            place += 3
            continue
        pieces.append(_of_cell(cells.get(token.text, "")) if token.kind is TokenKind.CELL else token.text)
        place += 1
    return pieces


def _of_range(start: str, end: str, cells: Mapping[str, str]) -> list[str]:
    values = [cells.get(place.name, "") for place in range_of(start, end).places()]
    if len(values) > MAX_IN_STEP:
        return [f"{start}:{end}"]
    return ["; ".join(_of_cell(it) for it in values if it)]


def _of_cell(value: str) -> str:
    """A stored value as part of a formula: texts in quotation marks, negative numbers in brackets."""
    if not value:
        return "0"
    if value in {"TRUE", "FALSE", *CellError}:
        return value
    if value.replace("-", "", 1).replace(".", "", 1).isdecimal():
        number = shown(Decimal(value))
        return f"({number})" if value.startswith("-") else number
    return f'"{value}"'


def _grouped(number: str) -> str:
    """Thin spaces between groups of three digits, as SI has them."""
    whole, point, fraction = number.partition(".")
    if len(whole.lstrip("-")) >= GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", SPACE)
    return f"{whole}{point}{fraction}"


def _joined(pieces: list[str]) -> str:
    """The pieces of a formula with spaces around binary signs and after separators."""
    text = ""
    for place, piece in enumerate(pieces):
        before = pieces[place - 1] if place else ""
        is_binary = piece in {"+", "-", "*", "/", "^", "=", "<", ">", "<=", ">=", "<>"}
        is_sign = is_binary and (not before or before in "(;,:+-*/^=<>")
        text += f" {piece} " if is_binary and not is_sign else f"{piece} " if piece in {";", ","} else piece
    return text.strip()


def readable(formula: str) -> bool:
    """Whether a formula can be read, such as one of a snapshot that a browser sends back."""
    try:
        tokens(formula.removeprefix("="))
    except CellRefusal:
        return False
    return True

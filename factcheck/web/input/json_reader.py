"""JSON of a request: of bounded size and depth, with text and numbers that can be stored (pure)."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

DEPTH = 20  # nesting of brackets
SIZE = 4_000_000  # characters
TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
SURROGATES = re.compile(r"[\ud800-\udfff]")
MOST_DIGITS = 18  # of a whole number: within 64 bits


def read_json(text: str, *, depth: int = DEPTH, size: int = SIZE) -> Any:
    """The parsed value; raises ValueError over the limits, and for NaN, infinities and lone surrogates."""
    if len(text) > size:
        raise ValueError("too long")
    _refuse_deep(text, depth)
    try:
        found = json.loads(text, parse_constant=_refuse, parse_int=_whole, parse_float=_finite)
    except RecursionError:  # pragma: no cover - the depth was counted
        raise ValueError("too deep") from None
    if "\\u" in text and SURROGATES.search(json.dumps(found, ensure_ascii=False)):
        raise ValueError("half a character")
    return found


def _refuse_deep(text: str, most: int) -> None:
    depth = 0
    for token in TOKENS.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth > most:
                raise ValueError("too deep")
        elif token[0] in "]}":
            depth -= 1


def _whole(digits: str) -> int:
    if len(digits.lstrip("-")) > MOST_DIGITS:
        raise ValueError("a number out of range")
    return int(digits)


def _finite(digits: str) -> float:
    value = float(digits)
    if value in {float("inf"), float("-inf")}:
        raise ValueError("a number out of range")
    return value


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")

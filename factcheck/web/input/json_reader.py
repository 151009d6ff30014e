"""JSON of a request: of bounded size and depth, with text and numbers that can be stored (pure)."""

from __future__ import annotations

import json
import re
from dataclasses import is_dataclass
from types import UnionType
from typing import Any, NoReturn, get_args, get_origin, get_type_hints

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


def fits(value: object, kind: Any) -> bool:
    """Whether a value, with everything in it, has this type: a dataclass, a tuple, a choice or a plain type."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return type(value) is kind and all(fits(getattr(value, name), hint) for name, hint in hints.items())
    if get_origin(kind) is tuple:
        return isinstance(value, tuple) and all(fits(it, get_args(kind)[0]) for it in value)
    if get_origin(kind) is UnionType:
        return any(fits(value, it) for it in get_args(kind))
    return type(value) is kind


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

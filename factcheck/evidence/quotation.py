"""Where a quotation was selected in its source: its context and position, as stored and as a form has them (pure)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from factcheck.hashing import sha256_hex
from factcheck.web.input.json_reader import read_json

MOST_CONTEXT = 1_000  # code points on either side
LONGEST = 20_000  # characters of the value in a form


def in_form(quote: str, selector: Mapping[str, Any] | None) -> str:
    """The value of the form's hidden field: the selector and the words that it is for; empty if there is none."""
    return json.dumps({"exact": quote, **selector}, ensure_ascii=False) if selector else ""


def of_form(value: str, quote: str) -> dict[str, Any] | None:
    """The selector `{prefix, suffix, start}` of a form's value; None if it is for other words, or isn't one.

    `start` is in code points of the text in which the words were selected.
    """
    try:
        found = read_json(value, depth=1, size=LONGEST) if value else {}
    except ValueError:
        return None
    if not isinstance(found, dict) or found.get("exact") != quote or not quote:
        return None
    prefix, suffix, start = found.get("prefix"), found.get("suffix"), found.get("start")
    if not (isinstance(prefix, str) and isinstance(suffix, str) and isinstance(start, int) and start >= 0):
        return None
    return {"prefix": prefix[-MOST_CONTEXT:], "suffix": suffix[:MOST_CONTEXT], "start": start}


def digest_of(quote: str, selector: Mapping[str, Any] | None) -> str:
    """The SHA-256 of a quotation as it is looked for: of its words and, if there is one, of its selector."""
    if not selector:
        return sha256_hex(quote)
    return sha256_hex(json.dumps([quote, selector["prefix"], selector["suffix"], selector["start"]]))

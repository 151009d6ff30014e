"""Values that our pages never send, but attackers and broken browsers do."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from urllib.parse import quote

from tests.sizes import IS_THOROUGH

FEW = ("99999999999999999999", "2147483648", "²", "x\0" + "y" * 30_000)
MANY = (
    *("-1", "٣", "", "9223372036854775807", "4294967296", "0", "NaN", "1e309", "1_000", " 1", "9" * 5_000, "-²", "１"),
    *("\0", "../../etc/passwd", "\x1b\u202e\ufffe", '"*^:(', "%", "_", "\\", "'", "\t\r\n", "é" * 70_000, "𝟛"),
    *("javascript:alert(1)", "{{ 7*7 }}", "<b>", "\ufeff", "[" * 2_000, "//x", "/\\x", "/\tx"),
)
HOSTILE = (*FEW, *MANY)
EACH = HOSTILE if IS_THOROUGH else FEW[::2]  # for one field at a time
ALL = HOSTILE if IS_THOROUGH else (*FEW, "", "//x")  # for all fields at once
NESTED = "[" * 20_000 + "]" * 20_000
JSON_TEXTS = ("[]", "null", "1e999", '"\\ud800"', NESTED, '{"a":' * 5_000 + "1" + "}" * 5_000, "9" * 5_000)
NOT_UTF8 = quote(b"\xed\xa0\x80 \xff\xc3(")  # a lone surrogate, and invalid bytes


def of_json(names: Iterable[str]) -> list[str]:
    """Values for a JSON field: nested, of other types, and with lone surrogates in every member."""
    names = list(names)
    members = ([1], {"a": 1}, "\ud800 x", 10**30, None, "\0", "x" * 200_000)
    return [*JSON_TEXTS, *(json.dumps(dict.fromkeys(names, value)) for value in members)]


def cursors() -> list[str]:
    """Paging cursors with other values."""
    days = ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "2026-01-01", "\ud800"]
    rows: list[object] = [10**20, 2**31, -1, "²", None, True, [1], {"a": 1}, *days]
    both = [json.dumps([it]) for it in rows] + [json.dumps([it, one]) for it in rows for one in (1, 10**20)]
    texts = (*both, json.dumps(["2026-01-01T00:00:00+00:00", 10**20]), "NaN", "[" * 3_000, "[1e999]", "\xff")
    return [urlsafe_b64encode(text.encode("latin-1")).decode() for text in texts]

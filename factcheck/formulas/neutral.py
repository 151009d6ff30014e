"""Cells of CSV files that spreadsheets read as text, never as a formula (OWASP, CSV injection)."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable

SIGNS = frozenset("=+-@\N{MINUS SIGN}")  # start of a formula, also in full-width, small and superscript forms
BREAKS = re.compile("([\t\n\v\f\r\x85\u2028\u2029;]+)")  # where a spreadsheet may see another cell start
BLANK = "".join(map(chr, range(33))) + "\xa0\u200b\u200c\u200d\u2060\u3000\ufeff"
NUMBER = re.compile(r"[+\-\N{MINUS SIGN}]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?\s?%?", re.ASCII)


def csv_line(cells: Iterable[object]) -> str:
    """A line of CSV (RFC 4180). What a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    csv.writer(out).writerow([neutral(cell) for cell in cells])
    return out.getvalue()


def neutral(cell: object) -> object:
    """The cell with an apostrophe before everything in it that a spreadsheet would run."""
    if not isinstance(cell, str):
        return cell
    pieces = BREAKS.split(cell)  # text at even positions, separators at odd ones
    safe = "".join(f"'{it}" if index % 2 == 0 and _is_formula(it) else it for index, it in enumerate(pieces))
    return f"'{safe}" if safe.startswith(("\t", "\n", "\r")) else safe


def _is_formula(text: str) -> bool:
    """Whether a spreadsheet may read this as a formula: it starts like one and isn't a plain number."""
    text = text.lstrip(BLANK)
    return unicodedata.normalize("NFKC", text[:1]) in SIGNS and not NUMBER.fullmatch(text.rstrip())

"""CSL-JSON, as citeproc-js documents it: a list of items (pure)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from factcheck.citations.record import Record, RecordEntry
from factcheck.i18n import N_

NOT_AN_ITEM = N_("This isn’t a record of CSL-JSON.")
BROKEN = N_("This part of the file isn’t valid JSON.")
OF_AN_ITEM = {"type", "title", "URL", "DOI"}  # an item has one of them; a name or a date has none


def read(text: str) -> Iterator[RecordEntry]:
    """The items of a list, or the one item; what can't be read is named, and the rest is read."""
    decoder, at, size = json.JSONDecoder(), 0, len(text)
    broken_at: int | None = None
    while (at := text.find("{", at)) >= 0 and at < size:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            broken_at, at = at if broken_at is None else broken_at, at + 1
            continue
        if broken_at is not None and not OF_AN_ITEM & value.keys():
            at = end  # a part of the broken item
            continue
        if broken_at is not None:
            yield RecordEntry(_line(text, broken_at), None, BROKEN)
            broken_at = None
        is_item = bool(OF_AN_ITEM & value.keys())
        yield RecordEntry(_line(text, at), value if is_item else None, "" if is_item else NOT_AN_ITEM)
        at = end
    if broken_at is not None:
        yield RecordEntry(_line(text, broken_at), None, BROKEN)


def write(records: Sequence[Record]) -> str:
    """The records as a list, one field a line."""
    return json.dumps(list(records), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1

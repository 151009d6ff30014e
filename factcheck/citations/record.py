"""A bibliographic record as CSL-JSON 1.0 has it, the entries of a file, and the names and dates in them (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Record = dict[str, Any]  # a CSL-JSON item
CUSTOM = "custom"  # of CSL-JSON: what a format says that has no variable, under the name of the format
DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?[/-]*")


class RecordEntry(NamedTuple):
    """One entry of a file: its line, counted from 1, and either its record or what is wrong with it."""

    line: int
    record: Record | None
    problem: str = ""


def name_of(text: str) -> dict[str, str]:
    """The CSL name for `Family, Given`, for `Family, Suffix, Given`, or for the whole name of an organisation."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and all(parts):
        return {"family": parts[0], "given": parts[1]}
    if len(parts) == 3 and all(parts):
        return {"family": parts[0], "suffix": parts[1], "given": parts[2]}
    return {"literal": text.strip()}


def text_of(name: Mapping[str, Any]) -> str:
    """The name in one line, as `name_of` reads it; empty if it has none."""
    if literal := name.get("literal"):
        return str(literal)
    particle = name.get("non-dropping-particle", "")
    family = f"{particle} {name.get('family', '')}".strip()
    return ", ".join(str(part) for part in (family, name.get("suffix"), name.get("given")) if part)


def names_of(record: Record, role: str) -> list[Mapping[str, Any]]:
    """The names of a role, such as `author`; what isn't a name is left out."""
    found = record.get(role)
    return [it for it in found if isinstance(it, Mapping)] if isinstance(found, list) else []


def parts_of(text: str) -> list[int]:
    """Year, month and day of a date, as far as it says them; none if it isn't one."""
    found = DATE.match(text.strip())
    parts = [int(it) for it in found.groups() if it] if found else []
    return parts if all(0 < it <= most for it, most in zip(parts, (9999, 12, 31), strict=False)) else []


def issued(record: Record) -> list[int]:
    """Year, month and day on which it was published, as far as they are known."""
    date = record.get("issued")
    if not isinstance(date, Mapping):
        return []
    rows = date.get("date-parts")
    if not (isinstance(rows, Sequence) and rows and isinstance(rows[0], Sequence)):
        return parts_of(str(date.get("raw") or date.get("literal") or ""))
    try:
        return parts_of("-".join(str(int(it)).zfill(4 if not at else 2) for at, it in enumerate(rows[0][:3])))
    except (TypeError, ValueError):
        return []


def text_at(record: Record, variable: str) -> str:
    """A variable in one line, without what only formats it; empty if it has none."""
    value = record.get(variable)
    if not isinstance(value, str | int):
        return ""
    return " ".join(re.sub(r"</?(?:i|b|sub|sup|span)(?: [^<>]*)?>", "", str(value)).split())

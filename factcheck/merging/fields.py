"""The details of two records side by side, and those that the one that stays takes from the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from factcheck.db import db
from factcheck.i18n import N_
from factcheck.sources.models import Source
from factcheck.sources.service import DETAILS, columns, details_of, stored_values

ADDRESS, RECORD = "url", "csl"
NAMES = {ADDRESS: N_("address"), **DETAILS}  # of the details that one chooses between


class ComparedField(NamedTuple):
    """A detail of two records: its name, its label, and both values."""

    name: str
    label: str
    kept: Any
    other: Any

    @property
    def differs(self) -> bool:
        """Whether one has to choose."""
        return bool(self.kept != self.other)

    @property
    def is_taken(self) -> bool:
        """What is proposed: the value of the record that stays, unless it has none."""
        return self.kept in BLANK and self.other not in BLANK


BLANK: tuple[Any, ...] = (None, "", [], "unclassified")


def compared(kept: Source, other: Source) -> list[ComparedField]:
    """Every detail that at least one of two records has."""
    mine, theirs = columns(details_of(kept)), columns(details_of(other))
    rows = [ComparedField(name, label, mine[name], theirs[name]) for name, label in NAMES.items()]
    return [row for row in rows if row.kept not in BLANK or row.other not in BLANK]


def take(kept: Source, other: Source, names: Collection[str]) -> dict[str, list[Any]]:
    """Have one record take these details from the other; returns each with its value before and after, as JSON.

    The addresses change places, so that both still lead to the source. What an import brought is taken, too, if the
    record that stays has nothing of an import.
    """
    before, theirs = columns(details_of(kept)), columns(details_of(other))
    taken = {name: theirs[name] for name in names if name in NAMES and theirs[name] != before[name]}
    if other.csl and not kept.csl:
        taken[RECORD] = other.csl
    pairs = {name: [_plain(before.get(name, kept.csl)), _plain(value)] for name, value in taken.items()}
    if ADDRESS in taken:
        exchange_addresses(kept, other)
    _set(kept, {name: value for name, value in taken.items() if name != ADDRESS})
    return pairs


def give_back(kept: Source, other: Source, fields: Mapping[str, list[Any]]) -> None:
    """Have a record have its own details again; one that was edited since the merge stays as it is."""
    now = {**columns(details_of(kept)), RECORD: kept.csl}
    unchanged = {name: before for name, (before, after) in fields.items() if _plain(now[name]) == after}
    if ADDRESS in unchanged:
        exchange_addresses(kept, other)
    elif ADDRESS in fields:
        other.url = fields[ADDRESS][1]
    _set(kept, stored_values({name: value for name, value in unchanged.items() if name != ADDRESS}))


def exchange_addresses(one: Source, other: Source) -> None:
    """Exchange the addresses of two records, of which no two have one at any moment."""
    mine, theirs = one.url, other.url
    other.url = None
    db.session.flush()
    one.url = theirs
    db.session.flush()
    other.url = mine
    db.session.flush()


def _set(source: Source, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(source, name, list(value) if name == "authors" else value)
    db.session.flush()


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else getattr(value, "value", value)

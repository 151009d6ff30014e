"""Compare rows with their events: a change without an event is reported."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import JSON, Column, ColumnElement, Date, Enum, String, cast, select, type_coerce

from factcheck.audit.models import Event
from factcheck.db import Base, UTCDateTime, db
from factcheck.db.row_states import audited_tables, columns_of, key_of, plain, relations_of
from factcheck.db.sqlite import sqlite_module
from factcheck.db.visibility import is_open_to_all
from factcheck.integrity.guards import is_complete

BATCH = 500
SHOWN = 60  # characters of a value in a line of the report


READERS: dict[type, Callable[[str], Any]] = {
    UTCDateTime: lambda text: datetime.fromisoformat(text).replace(tzinfo=UTC),
    Date: date.fromisoformat,
    JSON: json.loads,
}


class RecordedRow(NamedTuple):
    """The recorded state of a row: its values, and the last event of each; gone if its last event deleted it."""

    values: dict[str, Any]
    acts: dict[str, int]
    is_gone: bool


class Ledger:
    """The recorded states of all rows, in a private file, because they may not fit in memory."""

    def __init__(self) -> None:
        self._rows = sqlite_module().connect("")
        self._rows.execute("PRAGMA journal_mode=OFF")
        self._rows.execute(
            "CREATE TABLE recorded (name TEXT, key TEXT, row TEXT, PRIMARY KEY (name, key)) WITHOUT ROWID"
        )

    def close(self) -> None:
        """Delete everything."""
        self._rows.close()

    def fill(self) -> None:
        """Read the events, oldest first."""
        query = select(Event.id, Event.row_states).where(Event.row_states.is_not(None)).order_by(Event.id)
        for act, states in db.session.execute(query.execution_options(yield_per=BATCH)):
            for table, rows in states.items():
                for key, values in rows.items():
                    self._put(table, key, values, act)

    def _put(self, table: str, key: str, values: Mapping[str, Any] | None, act: int) -> None:
        before = self.of(table, [key]).get(key)
        old = before if before and not before.is_gone else RecordedRow({}, {}, False)
        acts = old.acts | dict.fromkeys(values or {"": None}, act)
        row = json.dumps([{**old.values, **(values or {})}, acts, values is None], ensure_ascii=False)
        self._rows.execute("INSERT OR REPLACE INTO recorded VALUES (?, ?, ?)", (table, key, row))

    def of(self, table: str, keys: Sequence[str]) -> dict[str, RecordedRow]:
        """The recorded states of these rows of a table, by key."""
        marks = ",".join("?" * len(keys))
        query = f"SELECT key, row FROM recorded WHERE name = ? AND key IN ({marks})"  # noqa: S608  # only marks
        return {key: RecordedRow(*json.loads(row)) for key, row in self._rows.execute(query, (table, *keys))}

    def keys(self, table: str) -> Iterator[tuple[str, ...]]:
        """The keys of all recorded rows of a table, a batch at a time."""
        rows = self._rows.execute("SELECT key FROM recorded WHERE name = ? AND json_extract(row, '$[2]') = 0", (table,))
        while batch := rows.fetchmany(BATCH):
            yield tuple(key for (key,) in batch)


def rows() -> Iterator[str]:
    """Every row is as its last event left it."""
    with closing(Ledger()) as ledger:
        ledger.fill()
        is_complete_log = is_complete()
        for table, kind in audited_tables().items():
            for batch in standing(kind):
                recorded = ledger.of(table, list(batch))
                for key, values in batch.items():
                    for line in differences(table, key, recorded.get(key), values, is_complete_log=is_complete_log):
                        yield line if is_open_to_all(kind, key) else f"{table} {key} (confidential) differs"
            yield from _missing(ledger, table, kind)


def unrecorded() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Rows, and values of rows, without an event: table, key, values."""
    with closing(Ledger()) as ledger:
        ledger.fill()
        for table, kind in audited_tables().items():
            for batch in standing(kind):
                recorded = ledger.of(table, list(batch))
                for key, values in batch.items():
                    covered = recorded[key].values if key in recorded else {}
                    if new := {name: value for name, value in values.items() if name not in covered}:
                        yield table, key, new


def differing() -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    """Rows that differ from their events: table, key, and the present values; None for a deleted row."""
    with closing(Ledger()) as ledger:
        ledger.fill()
        is_complete_log = is_complete()
        for table, kind in audited_tables().items():
            for batch in standing(kind):
                recorded = ledger.of(table, list(batch))
                for key, values in batch.items():
                    if any(differences(table, key, recorded.get(key), values, is_complete_log=is_complete_log)):
                        yield table, key, values
            yield from ((table, key, None) for key in _gone(ledger, table, kind))


def standing(kind: Any) -> Iterator[dict[str, dict[str, Any]]]:
    """The recorded columns of all rows of a table by key, a batch at a time."""
    table: Any = kind.__table__
    keys, names = list(table.primary_key), columns_of(kind)
    query = select(*keys, *(raw(table.columns[name]) for name in names)).order_by(*keys)
    found = iter(db.session.execute(query.execution_options(yield_per=BATCH)))
    while batch := list(islice(found, BATCH)):
        values = {
            key_of(row[: len(keys)]): dict(zip(names, read(table, names, row[len(keys) :]), strict=True))
            for row in batch
        }
        for name in kind.audited_relationships:
            related = relations_of(kind, name, [row[0] for row in batch])
            for key in values:
                values[key][name] = related.get(key, [])
        yield values


def raw(column: Column[Any]) -> ColumnElement[Any]:
    """A column to be read as it is stored, so that a value that can't be one is reported, too."""
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    as_text = (Enum, UTCDateTime, Date, JSON) if is_sqlite else (Enum,)
    return type_coerce(column, String) if isinstance(column.type, as_text) else column


def read(table: Any, names: Sequence[str], values: Sequence[Any]) -> Iterator[Any]:
    """Stored values in the form of events."""
    for name, value in zip(names, values, strict=True):
        reader = READERS.get(type(table.columns[name].type)) if isinstance(value, str) else None
        try:
            yield plain(reader(value) if reader else value)
        except ValueError:
            yield value


def differences(
    table: str, key: str, recorded: RecordedRow | None, values: Mapping[str, Any], *, is_complete_log: bool
) -> Iterator[str]:
    """The differences between a row and its events."""
    if recorded is None:
        if is_complete_log:
            yield f"{table} {key} exists, but no entry in the log mentions it"
    elif recorded.is_gone:
        yield f"{table} {key} exists, but entry {recorded.acts['']} deleted it"
    else:
        for name, value in values.items():
            if name in recorded.values and recorded.values[name] != value:
                was, act = shown(recorded.values[name]), recorded.acts[name]
                yield f"{table} {key}: {name} is {shown(value)}, but entry {act} left {was}"


def shown(value: Any) -> str:
    """A value in the report, not too long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _missing(ledger: Ledger, table: str, kind: type[Base]) -> Iterator[str]:
    for key in _gone(ledger, table, kind):
        last = max(ledger.of(table, [key])[key].acts.values())
        yield f"{table} {key} is gone, but no entry deleted it; entry {last} mentioned it last"


def _gone(ledger: Ledger, table: str, kind: type[Base]) -> Iterator[str]:
    """The keys of recorded rows that are missing."""
    column: Any = next(iter(kind.__table__.primary_key))
    for batch in ledger.keys(table):
        there = set(db.session.scalars(select(cast(column, String)).where(cast(column, String).in_(batch))))
        yield from (key for key in batch if key not in there)

"""The state of rows in the audit log, column by column, so that a change without an event shows.

A flush notes each row of an `Audited` model that it inserts, changes or deletes. The next event of the transaction
records the notes: every column of a new row, the changed columns of a changed row, None for a deleted row.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, event, inspect, select
from sqlalchemy.orm import Mapper, Session, SessionTransaction, UOWTransaction

from factcheck.db import Base, db
from factcheck.db.insertion import INSERTED
from factcheck.db.visibility import everything_visible
from factcheck.hashing import sha256_hex

NOTED = "rows that no event has recorded yet"
ANNOUNCED = "states of rows for the next event"
SET_ASIDE = "notes of before each savepoint"
LONGEST = 300  # characters of a text that an event repeats; a longer one is recorded by its digest
AS_THEY_ARE = frozenset({int, float, bool, type(None)})  # in JSON
UNAUDITED = frozenset({"revision"})  # in any table
States = dict[str, dict[str, dict[str, Any] | None]]  # table → key → column → value; None: the row is gone


class Audited:
    """A row whose every change is recorded: all columns but those in `unaudited`, and the `audited_relationships`."""

    unaudited: ClassVar[frozenset[str]] = frozenset()
    audited_relationships: ClassVar[tuple[str, ...]] = ()  # many-to-many, recorded as the keys at the other end


def audited_tables() -> dict[str, type[Base]]:
    """The audited models by the names of their tables."""
    mappers = sorted(Base.registry.mappers, key=lambda it: it.local_table.name)  # type: ignore[attr-defined]  # a Table
    kinds: list[Any] = [it.class_ for it in mappers]
    return {kind.__table__.name: kind for kind in kinds if issubclass(kind, Audited)}


def audited_names(kind: Any) -> list[str]:
    """The names of all recorded columns and relationships of a model."""
    return [*columns_of(kind), *kind.audited_relationships]


def relations_of(kind: type[Any], name: str, keys: Sequence[Any]) -> dict[str, list[Any]]:
    """The keys at the other end of a relationship, in order, by the keys at this end."""
    relation = inspect(kind).relationships[name]
    (_, here), (_, there) = relation.synchronize_pairs[0], relation.secondary_synchronize_pairs[0]
    found: dict[str, list[Any]] = {}
    for key, other in db.session.execute(select(here, there).where(here.in_(keys)).order_by(here, there)):
        found.setdefault(key_of((key,)), []).append(other)
    return found


@cache
def columns_of(kind: Any) -> Sequence[str]:
    """The names of the recorded columns of a model."""
    left_out = kind.unaudited | UNAUDITED | {column.name for column in kind.__table__.primary_key}
    return [column.name for column in kind.__table__.columns if column.name not in left_out]


def key_of(values: Any) -> str:
    """A primary key as events name it."""
    return ",".join(str(value) for value in values)


def plain(value: Any) -> Any:
    """A value in the form of an event, in JSON; a long text by its digest."""
    kind = type(value)
    if kind in AS_THEY_ARE or (kind is str and len(value) <= LONGEST):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        value = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, str) and len(value) > LONGEST:
        return f"sha256:{sha256_hex(value)}"
    return value


def take(session: Session) -> States:
    """Remove and return the notes since the last event of this transaction."""
    found: States = {}
    for kind, key, values in session.info.pop(INSERTED, ()):
        if issubclass(kind, Audited):
            _put(found, kind.__tablename__, key_of(key), _inserted(kind, values))
    for row, names in session.info.pop(NOTED, {}).items():
        state = inspect(row)
        if names is None or state.persistent:
            values = None if names is None else {name: _value(row, name) for name in sorted(names)}
            _put(found, row.__tablename__, key_of(state.identity), values)
    for states in session.info.pop(ANNOUNCED, ()):
        for table, rows in states.items():
            found.setdefault(table, {}).update(rows)
    return found


def _value(row: Any, name: str) -> Any:
    if name not in row.audited_relationships:
        return plain(getattr(row, _attribute(row, name)))
    if name in row.__dict__ or not inspect(row).identity:
        return sorted(other.id for other in getattr(row, name))
    return relations_of(type(row), name, inspect(row).identity).get(key_of(inspect(row).identity), [])


def announce(session: Session, states: States) -> None:
    """Record these rows with the next event of this transaction."""
    session.info.setdefault(ANNOUNCED, []).append(states)


@everything_visible()
def announce_stored(kind: Any, *conditions: ColumnElement[bool]) -> None:
    """Record all rows of this kind that meet the conditions with the next event."""
    table: Any = kind.__table__
    keys, names = list(table.primary_key), columns_of(kind)
    query = select(*keys, *(table.columns[name] for name in names)).where(*conditions)
    rows: dict[str, dict[str, Any] | None] = {
        key_of(row[: len(keys)]): dict(zip(names, map(plain, row[len(keys) :]), strict=True))
        for row in db.session.execute(query)
    }
    announce(db.session(), {table.name: rows})


def is_noted(session: Session) -> bool:
    """Whether something is noted that no event has recorded yet."""
    inserted = any(issubclass(kind, Audited) for kind, _, _ in session.info.get(INSERTED, ()))
    return inserted or bool(session.info.get(ANNOUNCED) or session.info.get(NOTED))


def _put(found: States, table: str, key: str, values: dict[str, Any] | None) -> None:
    before = found.setdefault(table, {}).get(key) or {}
    found[table][key] = None if values is None else before | values


def _inserted(kind: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(values.get(name)) for name in columns_of(kind)} | {it: [] for it in kind.audited_relationships}


def _attribute(row: Any, column: str) -> str:
    mapper: Mapper[Any] = inspect(type(row))
    return mapper.get_property_by_column(row.__table__.columns[column]).key


@event.listens_for(db.session, "after_flush")
def _note(session: Session, _: UOWTransaction) -> None:
    noted = session.info.setdefault(NOTED, {})
    for row in session.deleted:
        if isinstance(row, Audited):
            noted[row] = None
    for row in session.new:
        if isinstance(row, Audited):
            noted[row] = set(audited_names(type(row)))
    for row in session.dirty:
        if isinstance(row, Audited) and (names := set(_changed(row))):
            noted[row] = names | (noted.get(row) or set())


def _changed(row: Any) -> Iterator[str]:
    """The recorded columns that this flush has changed in a row."""
    attributes = inspect(row).attrs
    for name in audited_names(type(row)):
        attribute = name if name in row.audited_relationships else _attribute(row, name)
        if attributes[attribute].history.has_changes():
            yield name


@event.listens_for(db.session, "after_transaction_create")
def _set_aside(session: Session, transaction: SessionTransaction) -> None:
    """Keep the notes of before a savepoint, to which a rollback returns."""
    if transaction.nested:
        noted = {row: names and set(names) for row, names in session.info.get(NOTED, {}).items()}
        lists = {name: list(session.info.get(name, ())) for name in (INSERTED, ANNOUNCED)}
        session.info.setdefault(SET_ASIDE, []).append({NOTED: noted, **lists})


@event.listens_for(db.session, "after_transaction_end")
def _discard(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        session.info[SET_ASIDE].pop()


@event.listens_for(db.session, "after_rollback")
def forget(session: Session) -> None:
    """Drop the notes of what was rolled back: all of them, or those made since a savepoint."""
    if session.in_nested_transaction():
        session.info |= session.info[SET_ASIDE][-1]
        return
    for name in (NOTED, INSERTED, ANNOUNCED):
        session.info.pop(name, None)

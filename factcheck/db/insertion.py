"""Rows past the session's machinery: inserted without the unit of work, or unless they exist; loaded by columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import cache, partial
from typing import Any, TypeVar, cast

from sqlalchemy import JSON, ColumnElement, Select, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import MANYTOONE, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_dict

from factcheck.db import slow
from factcheck.db.base import Base, connection, db
from factcheck.db.numbering import next_number
from factcheck.db.prepared import insert_row
from factcheck.db.transactions import writing

INSERTED = "rows inserted past the unit of work"


Entity = TypeVar("Entity", bound=Base)


def insert(kind: type[Base], values: Mapping[str, Any]) -> int:
    """Insert one row without the unit of work, for speed; returns its (first) key.

    Flush first whatever the row refers to. Column defaults apply, relationships are loaded on demand.
    """
    key, _stored = _insert(kind, values)
    return cast(int, key[0])


def insert_object(row: Base) -> None:
    """Insert a new object without the unit of work, for speed; it is then in the session as if it had been flushed.

    Flush first the objects that it refers to. It is written without its collections, and found by no search.
    """
    mapper = inspect(type(row))
    for relation in mapper.relationships:
        if relation.direction is MANYTOONE and (other := row.__dict__.get(relation.key)) is not None:
            for here, there in relation.local_remote_pairs or ():
                setattr(row, str(here.key), getattr(other, str(there.key)))
    values = {name: row.__dict__[name] for name in mapper.column_attrs.keys() if name in row.__dict__}  # noqa: SIM118
    key, stored = _insert(type(row), values)
    names = (str(column.key) for column in mapper.primary_key)
    instance_dict(row).update(stored, **dict(zip(names, key, strict=True)))
    make_transient_to_detached(row)
    db.session.add(row)


def insert_apart(kind: type[Base], values: Mapping[str, Any]) -> None:
    """Insert a row of many bytes in a short transaction of its own, for good; nothing if a row with its key is there.

    SQLite copies what was written from its log to the database in the commit that fills the log, while the next writer
    waits; here that is done without the writers' lock. Raises AssertionError inside the lock, which it would wait for.
    """
    if slow.is_writing():
        raise AssertionError("a row can't be stored apart by the transaction that holds the writers' lock")
    try:
        with writing(), db.engine.begin() as connected:
            insert_row(connected, kind, values)
    except IntegrityError:
        return
    if db.engine.dialect.name == "sqlite":
        with closing(db.engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")


def _insert(kind: type[Base], values: Mapping[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The primary key of a new row, and its columns."""
    here = connection()
    number = next_number(here, kind.__tablename__)
    stored = {name: make(None) for name, make in _defaults(kind) if name not in values} | dict(values)
    key = insert_row(here, kind, stored if number is None else {**stored, "id": number})
    db.session().info.setdefault(INSERTED, []).append((kind, key, stored))
    return key, stored


@cache
def _defaults(kind: type[Base]) -> Sequence[tuple[str, Callable[[None], Any]]]:
    """The columns with a value by default, and what makes it; SQLAlchemy gives it the context of a statement."""
    defaults: dict[str, Any] = {column.name: column.default for column in kind.__table__.columns if column.default}
    return [(name, it.arg if it.is_callable else partial(_constant, it.arg)) for name, it in defaults.items()]


def _constant(value: Any, _context: None) -> Any:
    return value


def upsert(connection: Connection, kind: type[Base]) -> Any:
    """An INSERT of this database that supports `on_conflict_do_update`."""
    insertion = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return insertion(kind)


def first_or_add(query: Select[Any], row: Entity) -> Entity:
    """The first row of a query, or else this one, added; if two add the same at once, both get the first."""
    found: Entity | None = db.session.scalars(query).first()
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:  # somebody else was faster, and their row was kept
        return cast(Entity, db.session.scalars(query).one())
    return row


@cache
def columns_to_load(kind: type[Base]) -> Mapping[str, ColumnElement[Any]]:
    """The columns of a model by its attributes; without JSON, whose changes only SQLAlchemy's loader tracks."""
    columns = {str(it.key): it.columns[0] for it in inspect(kind).column_attrs}
    return {name: column for name, column in columns.items() if not isinstance(column.type, JSON)}


def loaded(kind: type[Entity], values: Mapping[str, Any]) -> Entity:
    """The session's object of a row with these values, by attribute; what isn't among them is loaded on demand.

    An object that the session has already takes the values, so nothing of it may be changed and not flushed.
    """
    mapper, session = inspect(kind), db.session()
    key = mapper.identity_key_from_primary_key(tuple(values[str(column.key)] for column in mapper.primary_key))
    present = session.identity_map.get(key)
    if present is not None:
        state = inspect(present)
        instance_dict(present).update(values)
        state.expired = False
        state.expired_attributes -= values.keys()
        return cast(Entity, present)
    row = cast(Entity, mapper.class_manager.new_instance())
    instance_dict(row).update(values)
    make_transient_to_detached(row)
    session.add(row)
    return row

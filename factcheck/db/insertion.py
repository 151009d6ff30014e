"""Insert rows without the unit of work, or unless they exist."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import Insert, Select
from sqlalchemy import insert as insert_statement
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from factcheck.db.base import Base, db
from factcheck.db.numbering import next_number

INSERTED = "rows inserted past the unit of work"


Entity = TypeVar("Entity", bound=Base)


def insert(kind: type[Base], values: Mapping[str, Any]) -> int:
    """Insert one row without the unit of work, for speed; returns its (first) key.

    Flush first whatever the row refers to. Column defaults apply, relationships are loaded on demand.
    """
    session = db.session()
    connection = session.connection()
    number = next_number(connection, kind.__tablename__)
    result = connection.execute(_insertion(kind), values if number is None else {**values, "id": number})
    key = result.inserted_primary_key
    stored = {**dict(result.context.compiled_parameters[0]), **values}  # with column defaults
    session.info.setdefault(INSERTED, []).append((kind, tuple(key or ()), stored))
    return cast(int, key[0] if key else 0)


@lru_cache(maxsize=64)
def _insertion(kind: type[Base]) -> Insert:
    return insert_statement(kind.__table__)  # type: ignore[arg-type]  # SQLAlchemy types it as FromClause; it is a Table


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

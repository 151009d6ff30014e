"""Statements of the most frequent requests: compiled once, and run past SQLAlchemy's execution.

SQLAlchemy finds a compiled statement by all its parts at each execution, which takes ten times as long as SQLite.
Listeners to a connection and types of columns work here as they do there, and errors are SQLAlchemy's.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, Generic, NamedTuple, TypeVarTuple

from sqlalchemy import CompoundSelect, Row, Select, TextClause, insert
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DBAPIError

from factcheck.db.base import Base, connection

Columns = TypeVarTuple("Columns")
Change = Callable[[Any], Any]  # of a value, between Python and the database
NOTHING: Mapping[str, Any] = {}
URLS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}
DIALECTS = {name: make_url(url).get_dialect()() for name, url in URLS.items()}


class Prepared(Generic[*Columns]):
    """A query of columns. It is a constant of its module, so that it is compiled once."""

    def __init__(self, statement: Select[*Columns] | CompoundSelect[*Columns], row: type[Any] | None = None) -> None:
        """Rows are named tuples with the names of the columns, of this class if it is given."""
        self.statement, self.row = statement, row
        self._readers: dict[str, RowReader] = {}  # by the name of a dialect

    def fetch(self, values: Mapping[str, Any] = NOTHING) -> Sequence[Row[*Columns]]:
        """All rows, in the session's transaction and past the session, as `db.fetch` returns them."""
        here = connection()
        reader = self._readers.get(name := here.dialect.name)
        if reader is None:
            reader = self._readers[name] = RowReader.of(self.statement, DIALECTS[name], self.row)
        return reader.rows(here, values)


class Call(NamedTuple):
    """A statement: its SQL, its parameters in order, those with a constant, how others are stored."""

    sql: str
    names: Sequence[str] | None  # None where parameters are given by their names
    constants: Mapping[str, Any]
    changes: Mapping[str, Change]
    has_rows: bool  # psycopg, when asked, would describe all columns

    @classmethod
    def of(cls, compiled: Any) -> Call:
        """A compiled statement as the database is given it."""
        types = {name: parameter.type.dialect_impl(compiled.dialect) for parameter, name in compiled.bind_names.items()}
        changes = {name: kind.bind_processor(compiled.dialect) for name, kind in types.items()}
        needed = {name: change for name, change in changes.items() if change}
        has_rows = compiled.statement.is_select or bool(compiled.effective_returning)
        return cls(str(compiled), compiled.positiontup, compiled.params, needed, has_rows)

    def run(self, here: Connection, values: Mapping[str, Any]) -> tuple[list[Any], Any]:
        """The rows, and the key of an inserted one; raises DBAPIError as SQLAlchemy does."""
        given = {**self.constants, **values}
        for name, change in self.changes.items():
            given[name] = change(given[name])
        parameters = given if self.names is None else tuple([given[name] for name in self.names])
        for listener in here.dispatch.before_cursor_execute:
            listener(here, None, self.sql, parameters, None, False)
        raw: Any = here.connection.dbapi_connection
        errors = here.dialect.loaded_dbapi.Error
        try:
            cursor = raw.execute(self.sql, parameters)
            rows = cursor.fetchall() if self.has_rows else []
        except errors as error:
            is_lost = here.dialect.is_disconnect(error, raw, None)
            if is_lost:
                here.invalidate(error)
            raise DBAPIError.instance(
                self.sql, parameters, error, errors, connection_invalidated=is_lost, dialect=here.dialect
            ) from error
        return rows, cursor.lastrowid if self.names is not None else next((row[0] for row in rows), None)


class RowReader(NamedTuple):
    """A query, and how its rows are read."""

    call: Call
    changes: Sequence[tuple[int, Change]]  # of columns, by their places
    row: Callable[[Iterable[Any]], Any]

    @classmethod
    def of(cls, statement: Any, dialect: Any, given: type[Any] | None = None) -> RowReader:
        """A query, compiled, with its rows in the `given` class; lists of values must be constants, stored as they are.

        Raises TypeError if the class has other names than the columns.
        """
        call = Call.of(statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True}))
        columns = list(statement.selected_columns)
        types = [column.type.dialect_impl(dialect) for column in columns]
        changes = [(place, kind.result_processor(dialect, None)) for place, kind in enumerate(types)]
        names = [str(column.key) for column in columns]
        row: Any = given or namedtuple("Row", names, rename=True)
        if given and row._fields != tuple(names):
            raise TypeError(f"{row.__name__} has other columns than {names}")
        made = partial(tuple.__new__, row)  # as `_make`, which counts the values of each row
        return cls(call, [(place, change) for place, change in changes if change], made)

    def rows(self, here: Connection, values: Mapping[str, Any]) -> list[Any]:
        """All rows."""
        found, _key = self.call.run(here, values)
        if self.changes:
            found = [list(row) for row in found]
        for place, change in self.changes:
            for row in found:
                row[place] = change(row[place])
        return list(map(self.row, found))


def insert_row(here: Connection, kind: type[Base], values: Mapping[str, Any]) -> tuple[Any, ...]:
    """Insert one row with these values of columns; returns its primary key."""
    _rows, number = _call(kind, tuple(values), here.dialect.name).run(here, values)
    return tuple([values.get(column.name, number) for column in kind.__table__.primary_key])


@cache
def _call(kind: type[Base], names: tuple[str, ...], dialect: str) -> Call:
    statement = insert(kind.__table__)  # type: ignore[arg-type]  # SQLAlchemy types it as FromClause; it is a Table
    return Call.of(statement.compile(dialect=DIALECTS[dialect], column_keys=list(names)))


def execute(here: Connection, statement: TextClause, values: Mapping[str, Any]) -> None:
    """Run a statement without rows; it is a constant, so that it is compiled once."""
    _call_of(statement, here.dialect.name).run(here, values)


@cache
def _call_of(statement: TextClause, dialect: str) -> Call:
    return Call.of(statement.compile(dialect=DIALECTS[dialect]))

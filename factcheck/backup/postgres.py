"""Copies the tables of a PostgreSQL database in use, in one transaction, and fills an empty database with them.

The copies are those of COPY in its text format. Neither pg_dump nor its version is needed, and tables are made by our
own migrations.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL

from factcheck.backup.archive import PIECE, ArchiveRefused
from factcheck.backup.copying import DatabaseCopy
from factcheck.backup.manifest import LIST

if TYPE_CHECKING:  # psycopg is only there where PostgreSQL is used
    from psycopg import Connection

SEQUENCES = "sequences.json"
TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    " AND relname <> 'alembic_version' ORDER BY relname"
)
COLUMNS = (
    "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(%s)) AND attnum > 0"
    " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"
)
REFERENCES = (
    "SELECT c.conrelid::regclass::text, c.confrelid::regclass::text FROM pg_constraint c"
    " WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND c.conrelid <> c.confrelid"
)
NUMBERS = (
    "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() AND last_value IS NOT NULL"
)
STORED = "COPY (SELECT sha256 || ' ' || size FROM stored_files ORDER BY sha256 COLLATE \"C\") TO STDOUT"
HEAD = "SELECT id, sha256 FROM audit_events ORDER BY id DESC LIMIT 1"


def errors() -> tuple[type[Exception], ...]:
    """The errors of its driver; only refusals of an archive where that isn't installed."""
    if find_spec("psycopg") is None:
        return (ArchiveRefused,)
    import psycopg

    return (ArchiveRefused, psycopg.Error)


@contextmanager
def connected(url: URL, *, autocommit: bool = False) -> Iterator[Connection[Any]]:
    """A connection in one transaction, which is committed at the end, or rolled back after an error."""
    import psycopg

    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=autocommit) as connection:
        yield connection


def dump(url: URL, staging: Path) -> DatabaseCopy:
    """Copy every table into `database/` of a folder, as they were at one moment, and the list of stored files."""
    import psycopg

    with connected(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        for table in _names(connection, TABLES):
            _copy_out(connection, _copying(connection, table, "TO STDOUT"), staging / "database" / f"{table}.copy")
        _copy_out(connection, STORED, staging / LIST)
        numbers = dict(connection.execute(NUMBERS).fetchall())
        (staging / "database" / SEQUENCES).write_text(json.dumps(numbers, sort_keys=True), encoding="ascii")
        migration = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        head, count = connection.execute(HEAD).fetchone(), connection.execute("SELECT count(*) FROM audit_events")
        events = (count.fetchone() or (0,))[0]
    return DatabaseCopy("postgresql", migration[0] if migration else "", f"{head[0]}:{head[1]}" if head else "", events)


def load(url: URL, folder: Path) -> None:
    """Fill the tables of a database in which nothing was done yet, in one transaction: all of it, or nothing.

    Its tables are those of the migration of the backup. Foreign keys stay in force; only our own guards, which refuse
    what a restore does, are off meanwhile. Raises ArchiveRefused if a table has no copy or a copy has no table.
    """
    with connected(url) as connection:
        tables = _names(connection, TABLES)
        copies = {path.stem for path in folder.glob("*.copy")}
        if lost := sorted(copies ^ set(tables)):
            raise ArchiveRefused(f"The backup doesn't have the tables of its migration: {', '.join(lost)}.")
        ordered = _parents_first(connection, tables)
        _switch_guards(connection, ordered, "DISABLE")
        for table in reversed(ordered):
            _execute(connection, "DELETE FROM {}", table)  # what migrations have filled
        for table in ordered:
            _copy_in(connection, _copying(connection, table, "FROM STDIN"), folder / f"{table}.copy")
        for name, last in json.loads((folder / SEQUENCES).read_text(encoding="ascii")).items():
            connection.execute("SELECT setval(quote_ident(%s)::regclass, %s)", (name, last))
        _switch_guards(connection, ordered, "ENABLE")


def _names(connection: Connection[Any], query: Any) -> list[str]:
    return [name for (name,) in connection.execute(query)]


def _copying(connection: Connection[Any], table: str, direction: str) -> Any:
    """The COPY statement of a table; generated columns are left out."""
    from psycopg import sql

    columns = [sql.Identifier(name) for (name,) in connection.execute(COLUMNS, (table,))]
    parts = (sql.Identifier(table), sql.SQL(", ").join(columns))
    return sql.SQL("COPY {} ({}) " + direction).format(*parts)


def _copy_out(connection: Connection[Any], statement: Any, path: Path) -> None:
    with path.open("xb") as file, connection.cursor() as cursor, cursor.copy(statement) as rows:
        for piece in rows:
            file.write(piece)


def _copy_in(connection: Connection[Any], statement: Any, path: Path) -> None:
    with path.open("rb") as file, connection.cursor() as cursor, cursor.copy(statement) as rows:
        while piece := file.read(PIECE):
            rows.write(piece)


def _parents_first(connection: Connection[Any], tables: list[str]) -> list[str]:
    """The tables, each after those that it refers to."""
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(tables, ()))
    for table, parent in connection.execute(REFERENCES):
        order.add(table, parent)
    return list(order.static_order())


def _switch_guards(connection: Connection[Any], tables: list[str], how: str) -> None:
    for table in tables:
        _execute(connection, f"ALTER TABLE {{}} {how} TRIGGER USER", table)


def _execute(connection: Connection[Any], statement: str, table: str) -> None:
    from psycopg import sql

    connection.execute(sql.SQL(statement).format(sql.Identifier(table)))

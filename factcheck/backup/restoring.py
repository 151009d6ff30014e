"""Restores a backup in place: the replaced database is kept, what is lost is marked, no number is issued twice."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError

from factcheck.audit import given_out, heads
from factcheck.audit.heads import Numbers
from factcheck.audit.restoring import head_of_database
from factcheck.backup import postgres
from factcheck.backup.archive import ArchiveRefused
from factcheck.backup.copying import CopyError, copy, put_in_place, verified
from factcheck.backup.manifest import Manifest
from factcheck.backup.reading import is_database_alone, read_archive
from factcheck.db import db, numbering, read_only, utcnow
from factcheck.db.engine import MIGRATIONS
from factcheck.integrity.starting import mark_gap
from factcheck.storage import store

__all__ = ["bring_back", "mark_gap"]
DATABASE = "factcheck.sqlite3"
IN_USE = (
    "The database of FACTCHECK_DATABASE_URL isn't empty. Create an empty one, name it there, and restore into that; "
    "what is in this one stays as it is."
)


def bring_back(file: Path) -> Path | None:
    """Restore this backup, the captures first; returns where the replaced SQLite database is kept. Never commits.

    Raises CopyError or ArchiveRefused, and then the database is unchanged. Everything is proved before anything is
    replaced. A file that is a SQLite database, as older backups are, has no captures.
    """
    home: Path = current_app.extensions["settings"].home
    if db.engine.dialect.name == "sqlite" and is_database_alone(file):
        return _replace(file, file.name)
    with tempfile.TemporaryDirectory(dir=home, prefix=".restore.") as staging:
        manifest = read_archive(file, Path(staging))
        refuse_other_kind(manifest)
        if manifest.kind == "postgresql":
            refuse_filled()
        restore_captures(file)
        if manifest.kind == "sqlite":
            return _replace(Path(staging) / DATABASE, file.name)
        fill(manifest, Path(staging))
    if not mark_gap(home, file.name):
        click.echo("This restore lost no entries.")
    return None


def restore_captures(file: Path) -> int:
    """Store the captures of a backup that are damaged or missing here; returns their number.

    Raises ArchiveRefused before anything is stored if the backup is damaged.
    """
    count = 0

    def keep(digest: str, pieces: Iterator[bytes]) -> None:
        nonlocal count
        try:
            store.verify(digest)
        except store.Damaged:
            store.backend().write(digest, pieces, is_repair=True)
            count += 1

    read_archive(file)
    read_archive(file, keep=keep)
    return count


def refuse_other_kind(manifest: Manifest) -> None:
    """Raise ArchiveRefused for a backup of another kind of database, or of a newer version."""
    from alembic.script import ScriptDirectory

    kind = db.engine.dialect.name
    if manifest.kind != kind:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        raise ArchiveRefused(
            f"The backup is of a {names[manifest.kind]} database, and this installation uses {names[kind]}."
        )
    migrations = {step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if manifest.migration not in migrations:
        raise ArchiveRefused(
            f"The backup has the tables of another version of Factcheck ({manifest.migration}, {manifest.made_by}). "
            "Restore it with that version."
        )


def fill(manifest: Manifest, folder: Path) -> None:
    """Fill an empty PostgreSQL database, and migrate it to this version."""
    from flask_migrate import downgrade, upgrade

    upgrade()
    downgrade(revision=manifest.migration)  # of empty tables
    db.session.remove()
    postgres.load(db.engine.url, folder)
    upgrade()
    numbering.forget()


def refuse_filled() -> None:
    """Raise CopyError if something was done in the database of this installation."""
    with read_only():
        has_tables = inspect(db.session.connection()).has_table("audit_events")
        is_filled = has_tables and head_of_database() is not None
    if is_filled:
        raise CopyError(IN_USE)


def _replace(database: Path, name: str) -> Path | None:
    """Put a SQLite database in the place of the present one, and mark what is lost by that."""
    home: Path = current_app.extensions["settings"].home
    present = Path(db.engine.url.database or "")
    verified(database)
    numbers = _highest_numbers(home)
    kept = _keep(present, home / f"before-restore-{utcnow():%Y%m%d-%H%M%S}.sqlite3")
    put_in_place(database, present)
    numbering.forget()
    from flask_migrate import upgrade  # loads Alembic

    upgrade()
    if not mark_gap(home, name, numbers):
        click.echo("This restore lost no entries.")
    return kept


def _highest_numbers(home: Path) -> Numbers:
    """The highest numbers of the replaced database, as far as it can be read; its head goes to the file."""
    try:
        head = head_of_database()
        numbers = given_out.all_numbers()
    except DatabaseError as error:
        click.echo(f"The current database can't be read, so its numbers are taken from {heads.FILE}: {error.orig}")
        head, numbers = None, {}
    db.session.remove()
    db.engine.dispose()
    highest = heads.last(home)
    if head is not None and (highest is None or highest.number < head.number):
        heads.append(home, head, numbers)
    return numbers


def _keep(database: Path, place: Path) -> Path | None:
    """Copy the database before it is replaced; one too damaged to be copied is moved aside."""
    if not database.exists():
        return None
    try:
        copy(database, place)
    except CopyError as error:
        click.echo(f"{error} The files are moved aside as they are.")
        for suffix in ("", "-wal", "-shm"):
            if (part := Path(f"{database}{suffix}")).exists():
                part.replace(f"{place}{suffix}")
    return place

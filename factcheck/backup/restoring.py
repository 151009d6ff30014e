"""Restores a backup: the replaced database is kept, what is lost is marked, and no number is issued twice."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from sqlalchemy.exc import DatabaseError

from factcheck.audit import given_out, heads
from factcheck.audit.heads import Numbers
from factcheck.audit.restoring import head_of_database
from factcheck.backup.copying import CopyError, copy, put_in_place, verified
from factcheck.db import db, numbering, utcnow
from factcheck.integrity.starting import mark_gap

__all__ = ["bring_back", "mark_gap"]


def bring_back(file: Path) -> Path | None:
    """Restore this backup; returns the new path of the replaced database. Raises CopyError. Never commits."""
    home: Path = current_app.extensions["settings"].home
    database = Path(db.engine.url.database or "")
    verified(file)
    numbers = _highest_numbers(home)
    kept = _keep(database, home / f"before-restore-{utcnow():%Y%m%d-%H%M%S}.sqlite3")
    put_in_place(file, database)
    numbering.forget()
    from flask_migrate import upgrade  # loads Alembic

    upgrade()
    if not mark_gap(home, file.name, numbers):
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

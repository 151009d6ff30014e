"""The pages of the database: whether any is damaged."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from factcheck.db import db

MAX_REPORT_LINES = 20  # lines of a report


def pages() -> Iterator[str]:
    """No page of a SQLite database is damaged, and no foreign key is broken; PostgreSQL has its own checksums."""
    if db.session.get_bind().dialect.name != "sqlite":
        return
    yield from damage()
    for table, row, parent, _ in db.session.execute(text("PRAGMA foreign_key_check")).fetchmany(MAX_REPORT_LINES):
        yield f"{table} {row} points to a row of {parent} that isn't there"


def damage() -> list[str]:
    """SQLite's report on its own pages; empty if all is well."""
    try:
        found = db.session.scalars(text(f"PRAGMA quick_check({MAX_REPORT_LINES})")).all()
    except DatabaseError as error:  # too damaged for the check itself
        return [f"the database can't be read: {error.orig}"]
    return [line for line in found if line != "ok"]

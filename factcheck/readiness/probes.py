"""Probes: what must work before this installation takes requests."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

from flask import current_app
from sqlalchemy import text

from factcheck.audit.restoring import lost
from factcheck.config import Settings
from factcheck.db import db, read_only
from factcheck.db.engine import MIGRATIONS
from factcheck.health.watch import MIN_FREE, free_bytes
from factcheck.jobs.worker_threads import WORKERS, Workers
from factcheck.storage import store

Probe = Callable[[], str]  # returns what isn't ready, in English for the log of a proxy; "" if all is well


def unready() -> dict[str, str]:
    """What isn't ready and why, by name of the probe; a probe that fails says so without details."""
    found = {}
    for name, probe in PROBES.items():
        try:
            reason = probe()
        except Exception as error:
            current_app.logger.warning("The probe %s failed: %s", name, error)
            reason = f"can't be asked ({type(error).__name__})"
        if reason:
            found[name] = reason
    return found


def database() -> str:
    """Whether the database responds."""
    with read_only():
        try:
            db.session.execute(text("SELECT 1"))
        finally:
            db.session.rollback()
    return ""


@cache
def newest_migrations() -> set[str]:
    """The migrations that bring the tables to what this version of the code needs."""
    from alembic.script import ScriptDirectory  # 8 MiB, which only probes and migrations need

    return set(ScriptDirectory(str(MIGRATIONS)).get_heads())


def migrations() -> str:
    """Whether the database has the tables of this version of the code."""
    with read_only():
        try:
            found = set(db.session.scalars(text("SELECT version_num FROM alembic_version")))
        finally:
            db.session.rollback()
    wanted = newest_migrations()
    return "" if found == wanted else f"at {', '.join(sorted(found)) or 'none'}, not {', '.join(sorted(wanted))}"


def disk() -> str:
    """Whether the data folder is writable and has space."""
    settings: Settings = current_app.extensions["settings"]
    if not os.access(settings.home, os.W_OK):
        return "the home can't be written"
    return "" if free_bytes() >= MIN_FREE else f"less than {MIN_FREE // 2**20} MB free"


def head() -> str:
    """Whether the database has the newest event for which a head was written."""
    with read_only():
        try:
            gap = lost(current_app.extensions["settings"].home)
        finally:
            db.session.rollback()
    return f"the database lacks entries {gap.first} to {gap.last}; start again, or run factcheck restore" if gap else ""


def captures() -> str:
    """Whether captures can be stored and read; the alarm says what keeps them, which isn't for everybody."""
    return "captures can't be stored or opened" if store.trouble() else ""


def jobs() -> str:
    """Whether the workers of this process, if it has any, still work."""
    workers: Workers | None = current_app.extensions.get(WORKERS)
    return workers.trouble() if workers else ""


PROBES: dict[str, Probe] = {
    "database": database,
    "migrations": migrations,
    "disk": disk,
    "head": head,
    "captures": captures,
    "jobs": jobs,
}

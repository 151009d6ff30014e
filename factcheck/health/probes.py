"""Probes: what must work before this installation takes requests. Rooms above add theirs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

from alembic.script import ScriptDirectory
from flask import Flask, current_app
from sqlalchemy import text

from factcheck.config import PROJECT, Settings
from factcheck.db import db, read_only

EXTENSION = "factcheck.probes"
MIN_FREE = 64 * 1024 * 1024  # bytes free on the data folder's disk
Probe = Callable[[], str]  # returns what isn't ready, in English for the log of a proxy; "" if all is well


def add_probe(app: Flask, name: str, probe: Probe) -> None:
    """Register a probe for the readiness check; it must be cheap."""
    app.extensions.setdefault(EXTENSION, {})[name] = probe


def unready() -> dict[str, str]:
    """What isn't ready and why, by name of the probe; a probe that fails says so without details."""
    found = {}
    probes: dict[str, Probe] = current_app.extensions[EXTENSION]
    for name, probe in probes.items():
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


def migrations() -> str:
    """Whether the database has the tables of this version of the code."""
    with read_only():
        try:
            found = set(db.session.scalars(text("SELECT version_num FROM alembic_version")))
        finally:
            db.session.rollback()
    wanted: set[str] = current_app.extensions[f"{EXTENSION}.heads"]
    return "" if found == wanted else f"at {', '.join(sorted(found)) or 'none'}, not {', '.join(sorted(wanted))}"


def disk() -> str:
    """Whether the data folder is writable and has space."""
    settings: Settings = current_app.extensions["settings"]
    if not os.access(settings.home, os.W_OK):
        return "the home can't be written"
    return "" if free_bytes() >= MIN_FREE else f"less than {MIN_FREE // 2**20} MB free"


def free_bytes() -> int:
    """The free bytes on the disk of the data folder."""
    settings: Settings = current_app.extensions["settings"]
    return shutil.disk_usage(settings.home).free


def init_app(app: Flask) -> None:
    """Add the probes of every installation."""
    app.extensions[f"{EXTENSION}.heads"] = set(ScriptDirectory(str(PROJECT / "factcheck" / "migrations")).get_heads())
    for probe in (database, migrations, disk):
        add_probe(app, probe.__name__, probe)

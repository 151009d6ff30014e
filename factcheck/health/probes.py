"""Probes: what must be well before this installation takes requests. Rooms above add theirs."""

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
MIN_FREE = 64 * 1024 * 1024  # bytes of the home's disk
Probe = Callable[[], str]  # what isn't ready, in English for the log of a proxy; "" when all is well


def add_probe(app: Flask, name: str, probe: Probe) -> None:
    """Ask `probe` whenever somebody wants to know whether this installation is ready; it must be cheap."""
    app.extensions.setdefault(EXTENSION, {})[name] = probe


def unready() -> dict[str, str]:
    """What isn't ready and why, by the name of its probe; a probe that fails says so without any detail."""
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
    """Whether the database answers."""
    with read_only():
        try:
            db.session.execute(text("SELECT 1"))
        finally:
            db.session.rollback()
    return ""


def migrations() -> str:
    """Whether the tables are those that this version of the code knows."""
    with read_only():
        try:
            found = set(db.session.scalars(text("SELECT version_num FROM alembic_version")))
        finally:
            db.session.rollback()
    wanted: set[str] = current_app.extensions[f"{EXTENSION}.heads"]
    return "" if found == wanted else f"at {', '.join(sorted(found)) or 'none'}, not {', '.join(sorted(wanted))}"


def disk() -> str:
    """Whether the home can be written and has room."""
    settings: Settings = current_app.extensions["settings"]
    if not os.access(settings.home, os.W_OK):
        return "the home can't be written"
    return "" if free_bytes() >= MIN_FREE else f"less than {MIN_FREE // 2**20} MB free"


def free_bytes() -> int:
    """How much room the disk of the home has."""
    settings: Settings = current_app.extensions["settings"]
    return shutil.disk_usage(settings.home).free


def init_app(app: Flask) -> None:
    """Add the probes that every installation has."""
    app.extensions[f"{EXTENSION}.heads"] = set(ScriptDirectory(str(PROJECT / "factcheck" / "migrations")).get_heads())
    for probe in (database, migrations, disk):
        add_probe(app, probe.__name__, probe)

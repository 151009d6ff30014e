"""The room `integrity`."""

from __future__ import annotations

from flask import Flask, current_app

from factcheck.audit.restoring import lost
from factcheck.db import db, read_only
from factcheck.health import add_probe
from factcheck.i18n import N_
from factcheck.integrity.cli import check
from factcheck.integrity.db_cli import database
from factcheck.integrity.nightly import JOB, check_all
from factcheck.jobs.handlers import CARE, JobHandler
from factcheck.room import Room


def head() -> str:
    """Whether the database has the newest event for which a head was written."""
    with read_only():
        try:
            gap = lost(current_app.extensions["settings"].home)
        finally:
            db.session.rollback()
    return f"the database lacks entries {gap.first} to {gap.last}; start again, or run factcheck restore" if gap else ""


def init_app(app: Flask) -> None:
    """Make readiness depend on the newest event of the audit log."""
    add_probe(app, "head", head)


ROOM = Room(
    commands=[check, database],
    jobs={JOB: JobHandler(check_all, N_("Nightly integrity check"), lane=CARE)},
    init_app=init_app,
)

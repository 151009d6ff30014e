"""The room `integrity`."""

from __future__ import annotations

from flask import Flask

from factcheck.integrity.cli import check
from factcheck.integrity.db_cli import database
from factcheck.integrity.nightly import JOB, check_all
from factcheck.jobs.handlers import CARE, register
from factcheck.language import N_
from factcheck.web.commands import group


def init_app(app: Flask) -> None:
    """Add the command and the job of every night."""
    group.add_command(check)
    group.add_command(database)
    register(app, JOB, check_all, N_("Nightly check of everything stored"), lane=CARE)

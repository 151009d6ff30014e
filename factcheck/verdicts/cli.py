"""Verdict commands."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from factcheck.db import db
from factcheck.db.visibility import everything_visible
from factcheck.verdicts.basis_questions import queries, service

verdicts = AppGroup("verdict", help="Verdicts and what they are based on.")


@verdicts.command("compare")
@everything_visible()
def compare() -> None:
    """Open a question to the editors for every verdict whose basis has changed; running it once is enough."""
    before = len(db.session.scalars(queries.waiting()).all())
    for edition in db.session.scalars(queries.in_force()).all():
        service.reconsider(edition.verdict.claim_id)
    db.session.commit()
    click.echo(f"New questions for the editors: {len(db.session.scalars(queries.waiting()).all()) - before}.")

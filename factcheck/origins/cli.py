"""Comparing captured texts from a terminal."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from factcheck.db import db
from factcheck.db.visibility import everything_visible
from factcheck.origins.compare_job import request, sources_to_compare

origins = AppGroup("origins", help="Origins of sources.")


@origins.command("compare")
@everything_visible()
def compare() -> None:
    """Compare the captured texts that never were, such as those from before an upgrade, as jobs in the background."""
    found = list(sources_to_compare())
    for source_id in found:
        request(source_id)
    db.session.commit()
    click.echo(f"sources to compare: {len(found)}")

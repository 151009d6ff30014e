"""Indexing the passages of captured texts from a terminal."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from factcheck.db import db
from factcheck.db.visibility import everything_visible
from factcheck.evidence_finder.index_job import request, sources_to_index

passages = AppGroup("passages", help="Passages of captured texts, which the evidence finder searches.")


@passages.command("index")
@everything_visible()
def index() -> None:
    """Index the captured texts that never were, such as those from before an upgrade, as jobs in the background."""
    found = list(sources_to_index())
    for source_id in found:
        request(source_id)
    db.session.commit()
    click.echo(f"sources to index: {len(found)}")

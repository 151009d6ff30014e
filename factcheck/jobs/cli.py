"""Job commands."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from factcheck.jobs.worker import run_due

jobs = AppGroup("jobs", help="Work that outlives a request.")


@jobs.command("run")
def run() -> None:
    """Run all jobs that are due, then exit."""
    click.echo(f"Jobs done: {run_due()}.")

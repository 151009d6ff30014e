"""Commands of the demo newsroom: load it, and remove its people."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import func, select

from factcheck.accounts.models import User
from factcheck.config import Settings
from factcheck.db import db
from factcheck.demo.loader import load_if_empty
from factcheck.demo.removal import remove
from factcheck.verdicts.queries import published_ids


@click.group(cls=AppGroup, invoke_without_command=True)
@click.pass_context
def demo(context: click.Context) -> None:
    """Load the demo newsroom, or remove its people; without a subcommand, load it."""
    if context.invoked_subcommand is None:
        context.invoke(load)


@demo.command("load")
def load() -> None:
    """Load the demo newsroom into an empty installation."""
    if not load_if_empty():
        raise click.ClickException("This installation isn't empty, so nothing was added.")
    click.echo("The demo newsroom is loaded. Sign in as Rita, Rob, Edda, Emil or Ada.")


@demo.command("remove")
def remove_command() -> None:
    """Disable everybody of the demo newsroom; their work is kept."""
    settings: Settings = current_app.extensions["settings"]
    names = remove()
    others = db.session.scalar(select(func.count()).select_from(User).where(User.active, ~User.is_demo)) or 0
    listing = len(db.session.scalars(published_ids()).all())
    db.session.commit()
    (settings.home / "demo_password").unlink(missing_ok=True)
    click.echo(f"Disabled: {', '.join(names)}." if names else "Nobody in the demo newsroom had access any longer.")
    click.echo(f"{others} other accounts still have access. Check them under People.")
    if listing:
        click.echo(f"{listing} verdicts are published. Withdraw the demo's, or start with an empty FACTCHECK_HOME.")
    if not others:
        click.echo("Create the first administrator with: .venv/bin/flask --app app factcheck admin EMAIL NAME")

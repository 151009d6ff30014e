"""`factcheck db grants`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from factcheck.db import db, read_only
from factcheck.integrity.grants import ROLE, statements, watch_role

database = AppGroup("db", help="The database and its roles.")


@database.command()
@click.option("--role", default="factcheck_app", show_default=True, help="The role by which the app connects.")
@click.option("--owner", default="factcheck_owner", show_default=True, help="The role that migrates.")
def grants(role: str, owner: str) -> None:
    """Print the SQL that gives ROLE the rights that the app needs; exit 1 if the present role has more."""
    if db.engine.dialect.name != "postgresql":
        raise click.ClickException("SQLite has no roles: the file's permissions protect the database.")
    click.echo(f"-- Run as {owner} (psql), after each migration:")
    for statement in statements(role, owner, str(db.engine.url.database)):
        click.echo(f"{statement};")
    with read_only():
        found, present = watch_role(), db.session.scalar(ROLE)
    for line in found:
        click.echo(f"-- The present role {present} {line}.")
    if found:
        raise SystemExit(1)
    click.echo(f"-- The present role {present} has the rights that the app needs, and no others.")

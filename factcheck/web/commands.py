"""The command group `flask --app app factcheck …`, which every room may add to."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup, ScriptInfo
from flask_migrate import upgrade
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError, ProgrammingError

from factcheck.db import db, read_only

HELP = {"--help", "-h"}
OF_FILES = {"backup", "restore", "health", "db"}  # they are about the database itself, not about what is in it


class Commands(AppGroup):
    """Commands that find their tables: in an empty database they are made first."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; raises ClickException, in one line, where the database refuses."""
        asked = [*getattr(ctx, "_protected_args", ()), *ctx.args]
        is_of_rows = bool(asked) and asked[0] not in OF_FILES and not HELP & set(asked)
        try:
            if is_of_rows:
                with nullcontext() if current_app else ctx.ensure_object(ScriptInfo).load_app().app_context():
                    make_tables()
            return super().invoke(ctx)
        except OperationalError as error:
            raise click.ClickException(refusal(error)) from None


def make_tables() -> None:
    """Bring an empty database to the newest migration; one that has tables is left as it is."""
    with read_only():
        has_tables = inspect(db.session.connection()).has_table("alembic_version")
    if has_tables:
        return
    try:
        upgrade()
    except ProgrammingError as error:
        raise click.ClickException(refusal(error)) from None
    click.echo("The database was empty: its tables have been made.", err=True)


def refusal(error: OperationalError | ProgrammingError) -> str:
    """What a database refuses, in one line that names the setting."""
    first = str(error.orig).strip().partition("\n")[0]
    return f"The database of FACTCHECK_DATABASE_URL refuses: {first}"


group = Commands("factcheck", help="Commands of the fact-checking desk.")

"""The command group `flask --app app factcheck …`, to which rooms add commands."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup, ScriptInfo
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError, ProgrammingError

from factcheck.db import db, read_only

HELP = {"--help", "-h"}
OF_FILES = {"backup", "restore", "health", "db"}  # they concern the database itself, not its content


class Commands(AppGroup):
    """Commands that find their tables: in an empty database these are created first."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; raises ClickException, in one line, if the database refuses."""
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
    """Migrate an empty database to the newest version; one that has tables is unchanged."""
    with read_only():
        has_tables = inspect(db.session.connection()).has_table("alembic_version")
    if has_tables:
        return
    from flask_migrate import upgrade  # loads Alembic, which an installation with tables doesn't need

    try:
        upgrade()
    except ProgrammingError as error:
        raise click.ClickException(refusal(error)) from None
    click.echo("The database was empty: its tables have been made.", err=True)


def refusal(error: OperationalError | ProgrammingError) -> str:
    """The refusal of a database in one line that names the setting."""
    first = str(error.orig).strip().partition("\n")[0]
    return f"The database of FACTCHECK_DATABASE_URL refuses: {first}"


group = Commands("factcheck", help="Commands of the fact-checking desk.")

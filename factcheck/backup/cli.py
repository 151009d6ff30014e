"""`factcheck backup` and `factcheck restore`."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app

from factcheck.backup.copying import CopyError, copy
from factcheck.backup.restoring import bring_back, mark_gap
from factcheck.db import db

DUMP = (
    "On PostgreSQL, run: pg_dump --format=custom --file={file} {url}\n"
    "and then copy the folder captures/. `factcheck check` prints the head to keep with it."
)
FETCH = (
    "On PostgreSQL, stop the server, run: pg_restore --clean --if-exists --single-transaction --dbname={url} {file}\n"
    "and then `factcheck restore` without a file: it marks what was lost, and gives no number out twice."
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Replace FILE once the new copy is complete.")
def backup(file: Path, replace: bool) -> None:
    """Copy the database to FILE through SQLite's online backup; copy the folder captures/ after it."""
    if db.engine.dialect.name != "sqlite":
        raise click.ClickException(DUMP.format(file=file, url=_url()))
    if file.exists() and not replace:
        raise click.ClickException(f"{file} exists; nothing was written. Use --replace, or another name.")
    try:
        head = copy(Path(db.engine.url.database or ""), file)
    except CopyError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Copied to {file}, with the audit log up to {head or 'no act yet'}.")
    click.echo(f"Copy {current_app.extensions['settings'].home / 'captures'} as well.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True), required=False)
def restore(file: Path | None) -> None:
    """Replace the database with the backup FILE; without FILE, mark what a manual restore has lost.

    Numbers that readers have seen are not issued again, and the audit log records which events were lost.
    """
    is_sqlite = db.engine.dialect.name == "sqlite"
    if file is not None and not is_sqlite:
        raise click.ClickException(FETCH.format(file=file, url=_url()))
    try:
        kept = bring_back(file) if file else None
    except CopyError as error:
        raise click.ClickException(str(error)) from None
    if file is None and not mark_gap(current_app.extensions["settings"].home):
        click.echo("The database has every entry whose head was written down: nothing was lost.")
    db.session.commit()
    if file:
        click.echo(f"Restored {file}." + (f" What was there before is in {kept}." if kept else ""))
        click.echo("Start the server, and run `factcheck check`.")


def _url() -> str:
    return db.engine.url.set(drivername="postgresql").render_as_string(hide_password=True)

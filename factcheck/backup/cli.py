"""`factcheck backup` and `factcheck restore`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app

from factcheck.backup import elsewhere, postgres
from factcheck.backup.copying import CopyError
from factcheck.backup.making import make
from factcheck.backup.manifest import Manifest
from factcheck.backup.restoring import bring_back, mark_gap, restore_captures
from factcheck.db import db

MEGABYTE = 1024 * 1024  # bytes
DATABASE = click.option("--database", metavar="URL", default="", help="An empty PostgreSQL database to restore into.")
FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--replace", is_flag=True, help="Replace FILE once the new backup is complete.")
@click.option("--drill", is_flag=True, help="Restore the backup elsewhere, and check there that everything is whole.")
@click.option("--skip-damaged", is_flag=True, help="Leave out captures that are damaged or missing, and name them.")
@DATABASE
def backup(file: Path | None, replace: bool, drill: bool, skip_damaged: bool, database: str) -> None:
    """Back up the database and all captures to FILE while everybody works; without FILE, only drill."""
    if file is None and not drill:
        raise click.UsageError("Name the file of the backup, or use --drill.")
    if file is not None and file.exists() and not replace:
        raise click.ClickException(f"{file} exists; nothing was written. Use --replace, or another name.")
    with refusals(), tempfile.TemporaryDirectory() as folder:
        place = file or Path(folder) / "backup"
        report(place, make(place.absolute(), skips_damaged=skip_damaged))
        failures = elsewhere.drill(place.absolute(), database) if drill else []
    if failures:
        raise click.ClickException(f"{len(failures)} checks of the restored backup failed.")
    if drill:
        click.echo("Restored elsewhere: everything is whole.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True), required=False)
@click.option("--to", type=click.Path(path_type=Path), help="Restore into this new data folder instead.")
@click.option("--captures", is_flag=True, help="Only restore captures that are damaged or missing.")
@DATABASE
def restore(file: Path | None, to: Path | None, captures: bool, database: str) -> None:
    """Replace the database with that of the backup FILE and store its captures, or restore into another folder.

    Without FILE, mark what a manual restore has lost. Numbers that readers have seen are not issued again, and the
    audit log records which events were lost.
    """
    if file is None and (to or captures or database):
        raise click.UsageError("Name the file of the backup.")
    with refusals():
        if file is None:
            mark_manual()
        elif captures:
            click.echo(f"Restored {restore_captures(file)} stored files that were damaged or missing.")
        elif to is None:
            replace_by(file)
        else:
            manifest = elsewhere.restore_to(file.absolute(), to.absolute(), database)
            click.echo(f"Restored {file} to {to}, with {manifest.captures} captures.")
            click.echo(f"Set FACTCHECK_HOME={to}, and run `factcheck check`.")


def report(file: Path, manifest: Manifest) -> None:
    """Print what a backup has."""
    size = file.stat().st_size / MEGABYTE
    click.echo(f"Backed up to {file} ({size:.1f} MB), with the audit log up to {manifest.head or 'no act yet'}")
    click.echo(f"and {manifest.captures} stored files of {manifest.captured_bytes / MEGABYTE:.1f} MB.")
    for digest in manifest.damaged:
        click.echo(f"Left out, because it is damaged or missing: {digest}.")


def mark_manual() -> None:
    """Mark what a database lacks that was restored by hand."""
    if not mark_gap(current_app.extensions["settings"].home):
        click.echo("The database has every entry whose head was written down: nothing was lost.")
    db.session.commit()


def replace_by(file: Path) -> None:
    """Restore a backup in place."""
    kept = bring_back(file)
    db.session.commit()
    click.echo(f"Restored {file}." + (f" What was there before is in {kept}." if kept else ""))
    click.echo("Start the server, and run `factcheck check`.")


@contextmanager
def refusals() -> Iterator[None]:
    """Print a refusal in one line, and exit with 1."""
    kinds: tuple[type[Exception], ...] = (CopyError, OSError, *postgres.errors())
    try:
        yield
    except kinds as error:
        raise click.ClickException(str(error).strip()) from None

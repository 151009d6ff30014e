"""Importing checks by other newsrooms from a terminal."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from factcheck.accounts.models import User
from factcheck.accounts.options import actor_option
from factcheck.db import db
from factcheck.documents.ambiguity import AmbiguousText
from factcheck.documents.text import MAX_BYTES
from factcheck.errors import Conflict, DomainError
from factcheck.prior_checks import service
from factcheck.prior_checks.reading.reader import CheckList, read_list

claims = AppGroup("claims", help="Lists of claims.")
LONGEST_READ = MAX_BYTES + 1  # bytes, so that a file that is too large is refused for it


@claims.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@actor_option("The editor who imports it.")
@click.option("--publisher", default="", help="Who published the checks of which the list doesn’t say it.")
@click.option("--encoding", default="", metavar="NAME", help="Of a CSV file, where it isn’t evident.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and import nothing.")
def import_(path: Path, actor: User, publisher: str, encoding: str, dry_run: bool) -> None:
    """Import the checks of other newsrooms: CSV, or ClaimReview as JSON.

    Errors are printed by row and column. Ends with 0 if every row is here now, 1 if some were refused, and 2 if the
    command is wrong.
    """
    with path.open("rb") as opened:
        raw = opened.read(LONGEST_READ)
    try:
        found = read_list(raw, encoding, publisher)
    except DomainError as refusal:
        raise click.ClickException(f"{path}: {refusal}{_hint(refusal)}") from None
    for error in found.errors:
        click.echo(f"{path}: row {error.row}, {error.column}: {error.message}", err=True)
    click.echo(_look(found) if dry_run else _import(actor, path, raw, found))
    if found.errors:
        raise click.ClickException(f"{found.refused_count} of {found.total} rows were refused.")


def _hint(refusal: DomainError) -> str:
    """How to answer what is asked; empty where nothing is."""
    names = [choice.value for choice in refusal.choices] if isinstance(refusal, AmbiguousText) else []
    return f" Use --encoding: {', '.join(names)}." if names else ""


def _look(found: CheckList) -> str:
    compared = service.compare(found)
    return f"would be added: {len(compared.new)}, changed: {len(compared.changed)}, known: {len(compared.known)}"


def _import(actor: User, path: Path, raw: bytes, found: CheckList) -> str:
    """Import a list and say what was done; a list that is here already, or has no good row, changes nothing."""
    try:
        imported = service.import_list(actor, path.name, raw, found)
    except Conflict:
        return f"added: 0, changed: 0, known: {len(found.rows)}"
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from None
    db.session.commit()
    return f"added: {imported.added_count}, changed: {imported.changed_count}, known: {imported.known_count}"

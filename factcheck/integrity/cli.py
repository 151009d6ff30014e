"""`factcheck check`."""

from __future__ import annotations

from collections.abc import Iterator

import click
from sqlalchemy.exc import DatabaseError

from factcheck.audit.heads import Head
from factcheck.audit.restoring import gaps, head_of_database
from factcheck.db import db, read_only
from factcheck.db.visibility import everything_visible
from factcheck.integrity import baseline
from factcheck.integrity.checks import CHECKS
from factcheck.integrity.log import compared
from factcheck.integrity.nightly import tell

SHOWN = 20  # lines per rule


class HeadType(click.ParamType[Head]):
    """A head of the audit log, as printed by reports, exports and backups."""

    name = "N:HASH"

    def convert(self, value: str | Head, param: click.Parameter | None, context: click.Context | None) -> Head:
        """The head; raises a usage error if it is invalid."""
        try:
            return Head.parse(str(value))
        except ValueError as error:
            self.fail(str(error), param, context)


@click.command()
@click.option(
    "--head", "heads", type=HeadType(), multiple=True, help="A head that you have on paper or from an export."
)
@click.option(
    "--accept", metavar="REASON", help="First record in the log that rows which differ are correct, with this reason."
)
@everything_visible()
def check(heads: tuple[Head, ...], accept: str | None) -> None:
    """Verify everything stored; with --head also that the audit log still has that event."""
    if accept:
        click.echo(f"Accepted as they are: {baseline.accept(accept)} rows.")
        db.session.commit()
    with read_only():
        found = {name: proved(name, run()) for name, run in CHECKS.items()}
        tell(found)
        if heads:
            found["heads"] = proved("the audit log has the heads you named", compared(heads, gaps()))
        for gap in gaps():
            click.echo(f"note a restore lost entries {gap.first} to {gap.last}; the log says so")
        for line in baseline.accepted():
            click.echo(f"note {line}")
        click.echo(f"head {head_of_database() or 'none'}")
    if failures := sum(map(len, found.values())):
        raise click.ClickException(f"{failures} checks failed. docs/operations.md says what to do.")


def proved(name: str, found: Iterator[str]) -> list[str]:
    """Print the violations of one rule, and return it."""
    try:
        broken = list(found)
    except DatabaseError as error:
        db.session.rollback()
        broken = [f"it can't be proved: {error.orig}"]
    click.echo(f"{'ok  ' if not broken else 'FAIL'} {name}")
    for line in broken[:SHOWN]:
        click.echo(f"     {line}")
    if len(broken) > SHOWN:
        click.echo(f"     and {len(broken) - SHOWN} more")
    return broken

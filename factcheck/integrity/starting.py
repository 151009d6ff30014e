"""What a start looks at before it serves: whether the database is the newest, and what the log doesn't know yet."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.audit import given_out, heads
from factcheck.audit.restoring import close, head_of_database, lost
from factcheck.db import db
from factcheck.health import raise_alarm
from factcheck.integrity.baseline import take_baseline
from factcheck.language import N_

OLDER = N_(
    "The database was older than the heads of the audit log in the data folder: acts %(first)s to %(last)s are lost. "
    "The gap is marked in the log, and no number of theirs is given out again. If nobody of you restored a backup, "
    "find out who replaced the database."
)
RESTORED = "restored"


def examine(home: Path) -> None:
    """Close the gap that an older database leaves, take the baseline after a migration, and write the head; commits."""
    given_out.forget()
    mark_gap(home)
    if count := take_baseline():
        click.echo(f"The audit log tells of {count} rows that it didn't know.")
    db.session.commit()
    head = head_of_database()
    if head is not None and heads.last(home) != head:
        heads.append(home, head, given_out.highest_numbers())


def mark_gap(home: Path, source: str = "", numbers: heads.Numbers | None = None) -> bool:
    """Where the database lacks acts that heads were written of: say so, in the log and in a banner. Never commits."""
    if (gap := lost(home)) is None:
        return False
    raised = close(home, gap, numbers or {}, source)
    click.echo(f"The database lacks acts {gap.first} to {gap.last}, of which heads were written to {heads.FILE}.")
    click.echo("The gap is marked in the audit log. No number given out before is given out again:")
    for (noun, scope), number in sorted(raised.items()):
        if not scope:
            click.echo(f"  {noun}: above {number}")
    raise_alarm(RESTORED, OLDER, "factcheck check", first=gap.first, last=gap.last)
    return True

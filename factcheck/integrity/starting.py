"""What a start looks at before it serves: whether the database is the newest, and what the log doesn't know yet."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.audit import given_out, heads
from factcheck.audit.restoring import close, head_of_database, lost
from factcheck.config import Settings
from factcheck.db import db, everything_visible, numbering
from factcheck.health import raise_alarm
from factcheck.i18n import N_
from factcheck.inbox import fetch_job
from factcheck.integrity.baseline import take_baseline
from factcheck.integrity.nightly import schedule, tell_damage
from factcheck.integrity.pages import damage
from factcheck.time_proofs import stamping_job
from factcheck.watching.looks import schedule as watching

OLDER = N_(
    "The database was older than the audit log’s heads in the data folder: entries %(first)s to %(last)s are lost. "
    "The gap is marked in the log, and their numbers won’t be used again. If none of you restored a backup, find out "
    "who replaced the database."
)
RESTORED = "restored"


@everything_visible()
def examine(settings: Settings) -> None:
    """Close the gap that an older database leaves, take the baseline after a migration, and write the head; commits.

    A demo that begins anew has nothing to be proved: its heads are put aside.
    """
    home = settings.home
    numbering.forget()
    if settings.demo and head_of_database() is None and heads.last(home) is not None:
        (home / heads.FILE).replace(home / f"{heads.FILE}.before")
    mark_gap(home)
    is_new = head_of_database() is None
    if (count := take_baseline()) and not is_new:
        click.echo(f"The audit log now lists {count} rows that it didn't list before.")
    schedule()
    stamping_job.schedule()
    fetch_job.resume()
    watching.resume()
    db.session.commit()
    head = head_of_database()
    if head is not None and heads.last(home) != head:
        heads.append(home, head, given_out.highest_numbers())


def is_damaged() -> bool:
    """Whether a page of the database is damaged; said on the terminal and in a banner, and what to do about it."""
    found = damage() if db.engine.dialect.name == "sqlite" else []
    db.session.rollback()
    for line in found:
        click.echo(f"The database is damaged: {line}")
    if found:
        click.echo("Nothing was migrated. Restore the latest backup with `factcheck restore FILE`.")
    tell_damage(found)
    return bool(found)


def mark_gap(home: Path, source: str = "", numbers: heads.Numbers | None = None) -> bool:
    """Say in the log and in a banner which entries the database lacks, by the heads written down. Never commits."""
    if (gap := lost(home)) is None:
        return False
    raised = close(home, gap, numbers or {}, source)
    click.echo(f"The database lacks entries {gap.first} to {gap.last}, whose heads were written to {heads.FILE}.")
    click.echo("The gap is marked in the audit log. Numbers used before won't be used again:")
    for (noun, scope), number in sorted(raised.items()):
        if not scope:
            click.echo(f"  {noun}: above {number}")
    raise_alarm(RESTORED, OLDER, "factcheck check", first=gap.first, last=gap.last)
    return True

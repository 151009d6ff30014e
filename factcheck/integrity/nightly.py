"""The nightly check: a job due at a fixed hour that enqueues the next one when it ends; one for all servers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import DatabaseError

from factcheck.db import db, utcnow
from factcheck.health import clear_alarm, raise_alarm
from factcheck.i18n import N_
from factcheck.integrity.checks import CHECKS
from factcheck.integrity.pages import pages
from factcheck.jobs.handlers import Report
from factcheck.jobs.service import enqueue

JOB = "integrity:check"
AT = 2  # hour, UTC
BROKEN = "check"  # key of the alarm
DAMAGED = "damaged"
WORDS = N_("The nightly check found problems in the stored data (%(count)s): %(first)s.")
DAMAGE = N_(
    "The database is damaged: %(first)s. Whatever is undamaged can still be read. Stop the server and restore the "
    "latest backup: the current data is kept beside it."
)


def next_time(now: datetime) -> datetime:
    """The next night's hour after this moment."""
    today = now.replace(hour=AT, minute=0, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


def schedule() -> None:
    """Enqueue the next check unless it is already queued. Never commits."""
    enqueue(JOB, {}, location="/jobs", key=JOB, due=next_time(utcnow()))


def check_all(_: Mapping[str, Any], report: Report) -> Callable[[], None]:
    """The job: run every check, raise alarms for administrators, and queue the next run."""
    found: dict[str, list[str]] = {}
    for number, (name, run) in enumerate(CHECKS.items()):
        report(number, len(CHECKS))
        try:
            found[name] = list(run())
        except DatabaseError as error:
            found[name] = [f"{name}: it can't be proved ({error.orig})"]
        db.session.rollback()  # a long read would keep SQLite's write-ahead log from being emptied

    def write() -> None:
        tell(found)
        schedule()

    return write


def tell(found: Mapping[str, list[str]]) -> None:
    """Raise or clear the alarms for the results of checks, by their names."""
    lines = [line for broken in found.values() for line in broken]
    if lines:
        raise_alarm(BROKEN, WORDS, "factcheck check", count=len(lines), first=lines[0])
    else:
        clear_alarm(BROKEN)
    tell_damage(next((broken for name, broken in found.items() if CHECKS[name] is pages), []))


def tell_damage(lines: Sequence[str]) -> None:
    """Raise or clear the alarm for damaged pages."""
    if lines:
        raise_alarm(DAMAGED, DAMAGE, "factcheck restore FILE", first=lines[0])
    else:
        clear_alarm(DAMAGED)

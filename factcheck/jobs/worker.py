"""Runs jobs: one at a time in each lane, each claimed by one UPDATE, so that no two workers do the same."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Update, and_, func, or_, select, true, update

from factcheck.db import db, read_only, slow, utcnow, writing
from factcheck.db.visibility import everything_visible
from factcheck.errors import DomainError
from factcheck.i18n import N_
from factcheck.jobs.handlers import LANES, MAIN, JobHandler, NotNow, names_in, registered
from factcheck.jobs.models import Job, JobState

LEASE = timedelta(seconds=60)  # seconds after which the job of a silent worker is taken over
REPORTS = 1.0  # seconds between two stored progress reports, as its page asks for them
INSIDE = N_("Something went wrong in Factcheck. The error was logged.")
log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another worker has taken the job over: this one's work is discarded."""


@everything_visible()
def run_due(lane: str | None = None, house: str = "") -> int:
    """Run all due jobs, of one lane or of all, in this thread and app context; returns their number.

    `house` is the beginning of the names of their leases, for `take_over`.
    """
    count = 0
    while (claimed := claim(lane, house)) is not None:
        do(*claimed)
        count += 1
    return count


@everything_visible()
def take_over(lane: str, house: str) -> None:
    """End the leases of this installation in a lane; the caller knows that the processes which had them are dead.

    A job that was tried before waits until its lease is over: it may be what killed them.
    """
    is_left = and_(Job.state == JobState.RUNNING, Job.lease_owner.startswith(house), Job.tries == 1, _is_in(lane))
    with read_only():
        if db.session.scalar(select(Job.id).where(is_left).limit(1)) is None:
            return
    with writing():
        _changed(update(Job).where(is_left).values(lease_until=utcnow()))
        db.session.commit()


@everything_visible()
def claim(lane: str | None = None, house: str = "") -> tuple[int, str] | None:
    """Claim the job that waits longest, or whose worker is silent; returns its number and the name of the lease."""
    now, owner = utcnow(), house + secrets.token_hex(8)
    waits = and_(Job.state == JobState.QUEUED, or_(Job.lease_until.is_(None), Job.lease_until <= now))
    is_due = and_(or_(waits, and_(Job.state == JobState.RUNNING, Job.lease_until <= now)), _is_in(lane))
    with read_only():
        since = func.coalesce(Job.lease_until, Job.created_at)  # a job that is tried again comes last
        job_id = db.session.scalar(select(Job.id).where(is_due).order_by(since, Job.id).limit(1))
    if job_id is None:
        return None
    values = {"state": JobState.RUNNING, "tries": Job.tries + 1, "lease_owner": owner, "lease_until": now + LEASE}
    with writing():
        is_mine = _changed(update(Job).where(Job.id == job_id, is_due).values(values))
        db.session.commit()
    db.session.expire_all()  # the UPDATE bypassed the session's identity map
    return (job_id, owner) if is_mine else claim(lane, house)


def _is_in(lane: str | None) -> ColumnElement[bool]:
    """Whether a job belongs to a lane; a job without a handler is in the main one."""
    if lane is None:
        return true()
    if lane == MAIN:
        return Job.name.not_in([name for other in LANES if other != MAIN for name in names_in(other)])
    return Job.name.in_(names_in(lane))


@everything_visible()
def do(job_id: int, owner: str) -> None:
    """Run a claimed job: compute while only reading, then write its effects and its end in one transaction."""
    slow.watch(True)
    try:
        with read_only():
            job = db.session.get_one(Job, job_id)
            registration, arguments = registered(job.name), dict(job.arguments)
            write = registration.handler(arguments, _reporter(job_id, owner))
        while (compute := _end(job_id, owner, registration, write)) is not None:
            with read_only():
                compute()
    except LeaseLost:
        db.session.rollback()
    except Exception as error:
        db.session.rollback()
        _failed(job_id, owner, error)
    finally:
        slow.watch(False)


def _end(job_id: int, owner: str, registration: JobHandler, write: Callable[[], None]) -> Callable[[], None] | None:
    """Write and end the job in one transaction; answers what has to be computed first, and then has done neither."""
    end = {"state": JobState.DONE, "ended_at": utcnow(), "lease_until": None, "error": ""}
    end |= {"arguments": {}} if registration.is_secret else {}
    if not _changed(_held(job_id, owner).values(end)):
        raise LeaseLost
    try:
        write()
    except slow.NotComputed as missing:
        db.session.rollback()
        return missing.compute
    db.session.commit()
    return None


def _failed(job_id: int, owner: str, error: Exception) -> None:
    """A refusal ends the job with its message; an error, or a job that can't be done now, is tried again."""
    job = db.session.get_one(Job, job_id)
    registration = _registered(job.name)
    is_refusal = isinstance(error, DomainError) and not isinstance(error, NotNow)
    if not isinstance(error, DomainError):
        log.error("Job %s (%s) failed at try %s", job_id, job.name, job.tries, exc_info=error)
    values: dict[str, Any] = {"error": error.message if isinstance(error, DomainError) else INSIDE, "lease_owner": None}
    if is_refusal or job.tries >= registration.max_tries:
        values |= {"state": JobState.FAILED, "ended_at": utcnow(), "lease_until": None}
    else:
        values |= {"state": JobState.QUEUED, "lease_until": utcnow() + registration.pause * job.tries}
    _changed(_held(job_id, owner).values(values))
    db.session.commit()


def _registered(name: str) -> JobHandler:
    """How jobs of this name are done; the usual way where no room knows them."""
    try:
        return registered(name)
    except KeyError:
        return JobHandler(lambda _arguments, _report: lambda: None, name)


def _held(job_id: int, owner: str) -> Update:
    return update(Job).where(Job.id == job_id, Job.lease_owner == owner, Job.state == JobState.RUNNING)


def _changed(statement: Update) -> bool:
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    return isinstance(result, CursorResult) and result.rowcount == 1


def _reporter(job_id: int, owner: str) -> Any:
    """A function that stores how far the job is, in a transaction of its own, and renews its lease."""
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last < REPORTS and done < total:
            return
        last = time.monotonic()
        values = {"done": done, "total": total, "lease_until": utcnow() + LEASE}
        with writing(), db.engine.begin() as connection:
            if connection.execute(_held(job_id, owner).values(values)).rowcount != 1:
                raise LeaseLost

    return report

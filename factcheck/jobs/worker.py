"""Doing jobs: one at a time, each claimed by one UPDATE, so that no two workers ever do the same."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import CursorResult, Update, and_, or_, select, update

from factcheck.db import db, promise_to_read, reading, utcnow
from factcheck.errors import DomainError
from factcheck.jobs.handlers import registered
from factcheck.jobs.models import Job, JobState
from factcheck.jobs.service import awake
from factcheck.language import N_

LEASE = timedelta(seconds=60)  # after which the job of a worker that is silent is taken over
MOST_TRIES = 5
PAUSE = timedelta(seconds=5)  # before the next try, times the tries so far
POLL = 1.0  # seconds between looks for work that another process asked for
REPORTS = 0.25  # seconds between two reports that are stored
INSIDE = N_("Something went wrong inside Factcheck; the log of the server tells what.")
log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another worker has taken the job over: nothing of this one may be kept."""


def run_due() -> int:
    """Do all jobs that are due, in this thread and app context; answers how many."""
    count = 0
    while (claimed := claim()) is not None:
        do(*claimed)
        count += 1
    return count


def claim() -> tuple[int, str] | None:
    """Take the oldest job that waits, or whose worker is silent; answers its number and the name of the lease."""
    now, owner = utcnow(), secrets.token_hex(8)
    waits = and_(Job.state == JobState.QUEUED, or_(Job.lease_until.is_(None), Job.lease_until <= now))
    is_due = or_(waits, and_(Job.state == JobState.RUNNING, Job.lease_until <= now))
    job_id = db.session.scalar(select(Job.id).where(is_due).order_by(Job.id).limit(1))
    if job_id is None:
        db.session.rollback()
        return None
    values = {"state": JobState.RUNNING, "tries": Job.tries + 1, "lease_owner": owner, "lease_until": now + LEASE}
    is_mine = _changed(update(Job).where(Job.id == job_id, is_due).values(values))
    db.session.commit()
    db.session.expire_all()  # the UPDATE went past what the session remembers
    return (job_id, owner) if is_mine else claim()


def do(job_id: int, owner: str) -> None:
    """Do a claimed job: compute while only reading, then write its effects and its end in one transaction."""
    try:
        job = db.session.get_one(Job, job_id)
        handler, arguments = registered(job.name).handler, dict(job.arguments)
        db.session.rollback()
        with reading():
            write = handler(arguments, _reporter(job_id, owner))
        db.session.rollback()
        end = {"state": JobState.DONE, "ended_at": utcnow(), "lease_until": None, "error": ""}
        if not _changed(_held(job_id, owner).values(end)):
            raise LeaseLost
        write()
        db.session.commit()
    except LeaseLost:
        db.session.rollback()
    except Exception as error:
        db.session.rollback()
        _failed(job_id, owner, error)


def _failed(job_id: int, owner: str, error: Exception) -> None:
    """A refusal ends the job, in its words; an accident is tried again, some times."""
    job = db.session.get_one(Job, job_id)
    is_refusal = isinstance(error, DomainError)
    if not is_refusal:
        log.error("Job %s (%s) failed at try %s", job_id, job.name, job.tries, exc_info=error)
    values: dict[str, Any] = {"error": error.message if isinstance(error, DomainError) else INSIDE, "lease_owner": None}
    if is_refusal or job.tries >= MOST_TRIES:
        values |= {"state": JobState.FAILED, "ended_at": utcnow(), "lease_until": None}
    else:
        values |= {"state": JobState.QUEUED, "lease_until": utcnow() + PAUSE * job.tries}
    _changed(_held(job_id, owner).values(values))
    db.session.commit()


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
        with _writing(), db.engine.begin() as connection:
            if connection.execute(_held(job_id, owner).values(values)).rowcount != 1:
                raise LeaseLost

    return report


@contextmanager
def _writing() -> Iterator[None]:
    """Inside, a transaction may write although the work around it only reads."""
    promise_to_read(False)
    try:
        yield
    finally:
        promise_to_read(True)


class Worker(threading.Thread):
    """A thread that does jobs until it is stopped; woken by a commit here, and looking once a second for others."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="jobs", daemon=True)
        self.app = app
        self.is_stopping = threading.Event()
        self.stumbles = 0  # one after the other

    def run(self) -> None:
        """Do what is due, again and again; an accident of the database itself is logged and waited out."""
        while not self.is_stopping.is_set():
            try:
                with self.app.app_context():
                    run_due()
                self.stumbles = 0
            except Exception:
                self.stumbles += 1
                log.exception("The worker of jobs stumbled")
            awake.wait(POLL)
            awake.clear()

    def trouble(self) -> str:
        """What keeps jobs from being done; empty when nothing does."""
        if not self.is_alive():
            return "the worker has ended"
        return f"the worker failed {self.stumbles} times in a row" if self.stumbles > 1 else ""

    def stop(self, patience: float = 10.0) -> None:
        """Let the job under way end, for at most `patience` seconds; what is left is done after the next start."""
        self.is_stopping.set()
        awake.set()
        self.join(patience)


def start(app: Flask) -> Worker:
    """A worker at work."""
    worker = Worker(app)
    worker.start()
    return worker

"""Actions on jobs: enqueue, in the transaction of the cause, and retry."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from factcheck.db import db
from factcheck.db.visibility import everything_visible
from factcheck.errors import Conflict
from factcheck.i18n import _
from factcheck.jobs.models import UNFINISHED, Job, JobState
from factcheck.processes.file_watch import touch

ASKED = "jobs-asked"  # a file in the data folder that changes whenever a job was enqueued and committed
awake = threading.Event()  # set at that moment, in the process that did it
WAITS = "a job waits"


def enqueue(
    name: str,
    arguments: Mapping[str, Any],
    *,
    location: str,
    key: str | None = None,
    asked_by_id: int | None = None,
    due: datetime | None = None,
) -> Job:
    """Add a job in the caller's transaction; an unfinished one of the same key is returned instead of a duplicate.

    `location` is the path of its result. It isn't started before `due`.
    """
    if key is not None and (job := unfinished(key)):
        return job
    job = Job(name=name, arguments=dict(arguments), key=key, location=location, asked_by_id=asked_by_id)
    job.lease_until = due
    db.session.add(job)
    db.session.flush()
    db.session.info[WAITS] = True
    return job


def requeue(job: Job) -> None:
    """Queue a failed job once more, with all attempts."""
    if job.state is not JobState.FAILED:
        raise Conflict(_("Only a failed job can be tried again."))
    if job.key is not None and unfinished(job.key):
        raise Conflict(_("Another job is already doing this work."))
    job.state, job.tries, job.error = JobState.QUEUED, 0, ""
    job.done = job.total = 0
    job.lease_owner = job.lease_until = job.ended_at = None
    db.session.flush()
    db.session.info[WAITS] = True


def start_now(job: Job) -> None:
    """Let a queued job start before it is due; one that runs goes on."""
    if job.state is JobState.QUEUED:
        job.lease_until = None
        db.session.flush()
        db.session.info[WAITS] = True


@everything_visible()
def unfinished(key: str) -> Job | None:
    """The job of a key that is queued or running."""
    return db.session.scalars(select(Job).where(Job.key == key, Job.state.in_(UNFINISHED))).first()


@event.listens_for(db.session, "after_commit")
def _wake(session: Session) -> None:
    if session.info.pop(WAITS, False):
        awake.set()
        touch(current_app.extensions["settings"].home / ASKED)


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(WAITS, None)

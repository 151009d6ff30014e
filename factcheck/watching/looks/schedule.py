"""When watched pages are looked at: a job that enqueues the looks that are due, and itself for the next ones.

There is one such job for all servers, because no two unfinished jobs have one key; the worker that claims it leads
until its lease ends, and another takes over the lease of one that died.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete

from factcheck.captures.service import can_fetch
from factcheck.db import db, utcnow
from factcheck.db.visibility import everything_visible
from factcheck.i18n import N_
from factcheck.jobs.handlers import MAX_TRIES, JobHandler, Report
from factcheck.jobs.models import Job, JobState
from factcheck.jobs.service import enqueue, start_now, unfinished
from factcheck.watching import queries
from factcheck.watching.models import PageLooks, WatchedPage

JOB, LOOK = "watching:schedule", "watching:look"
LOCATION = "/watching"
WAITS = (timedelta(hours=1), timedelta(days=1), timedelta(weeks=1))  # before the first looks; then as the last
LONGEST_WAIT = WAITS[-1]  # also after failures
MIN_WAIT = timedelta(minutes=1)  # between two rounds
MAX_WAIT = timedelta(hours=1)  # between two rounds, and while nothing is fetched
MOST = 200  # looks that one round enqueues
STUCK = timedelta(days=1)  # after which a look whose job has failed is tried again
KEPT_FOR = timedelta(days=7)  # of the jobs that are done


def wait_after(count: int, failures: int) -> timedelta:
    """How long to wait after so many looks at a page, or after so many failures in a row."""
    if failures:
        return min(LONGEST_WAIT, WAITS[0] * int(2 ** min(failures, 10)))
    return WAITS[min(count, len(WAITS) - 1)]


def look_key(page_id: int) -> str:
    """The key of the job that looks at a page."""
    return f"{LOOK}:{page_id}"


def plan(due: datetime) -> None:
    """Have a round at this time, or at the earlier one that is planned. Never commits."""
    job = enqueue(JOB, {}, location=LOCATION, key=JOB, due=due)
    if job.state is JobState.QUEUED and job.lease_until is not None and job.lease_until > due:
        job.lease_until = due
        db.session.flush()


def resume() -> None:
    """Plan the next round, such as at a start after an error of ours. Never commits."""
    if (due := _next_due()) is not None:
        plan(max(due, utcnow()))


def look_soon(page: WatchedPage) -> None:
    """Look at a page now. Never commits."""
    page.looks.due_at = utcnow() + STUCK
    start_now(_enqueue(page.id))


def begin_round(_: Mapping[str, Any], _report: Report) -> Callable[[], None]:
    """The job: enqueue the looks that are due, and the next round. While nothing is fetched, only the latter."""
    return _enqueue_due if can_fetch() else lambda: plan(utcnow() + MAX_WAIT)


def _enqueue_due() -> None:
    now = utcnow()
    for looks in db.session.scalars(queries.due(now).limit(MOST)):
        looks.due_at = now + STUCK  # until the look has ended, and says when the next one is
        _enqueue(looks.page_id)
    done = (Job.name.in_((JOB, LOOK)), Job.state == JobState.DONE, Job.ended_at < now - KEPT_FOR)
    db.session.execute(delete(Job).where(*done))
    if (due := _next_due()) is not None:
        plan(min(max(due, now + MIN_WAIT), now + MAX_WAIT))


def _enqueue(page_id: int) -> Job:
    return enqueue(LOOK, {"page_id": page_id}, location=LOCATION, key=look_key(page_id))


@everything_visible()
def _next_due() -> datetime | None:
    """When the next look at a page that is watched is due; None if nothing is watched."""
    db.session.flush()
    return db.session.scalar(queries.next_due())


def is_under_way(page_id: int) -> bool:
    """Whether a look at the page is queued or runs."""
    return unfinished(look_key(page_id)) is not None


def set_due(looks: PageLooks) -> None:
    """Say when the next look is, after one has ended, and plan its round."""
    looks.due_at = utcnow() + wait_after(looks.count, looks.failures)
    plan(looks.due_at)


JOBS = {JOB: JobHandler(begin_round, N_("Planning looks at watched pages"), max_tries=10 * MAX_TRIES)}

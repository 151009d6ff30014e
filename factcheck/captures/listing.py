"""The captures of a source as its page lists them: with what changed since, and how far the one under way is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import select

from factcheck.captures import queries
from factcheck.captures.models import Capture, CaptureState, Door
from factcheck.captures.service import key_of
from factcheck.db import db
from factcheck.i18n import N_, _
from factcheck.jobs.models import Job, JobState

LISTED = 20  # captures of one source on its page


class ListedCapture(NamedTuple):
    """A capture, the state that is shown of it, and the job of one that waits."""

    capture: Capture
    state: str
    job: Job | None = None


def captures_of(source_id: int) -> list[ListedCapture]:
    """The newest captures of a source, newest first."""
    return list(_listed(db.session.scalars(queries.of_source(source_id).limit(LISTED)).all()))


def captures_of_versions(version_ids: Collection[int]) -> dict[int, Capture]:
    """The captures of the pages from which these versions were read, by version."""
    query = select(Capture).where(Capture.version_id.in_(version_ids), Capture.state == CaptureState.CAPTURED)
    return {it.version_id: it for it in db.session.scalars(query) if it.version_id is not None} if version_ids else {}


def _listed(captures: Sequence[Capture]) -> Iterator[ListedCapture]:
    newest: Capture | None = None
    for capture in captures:
        if capture.state is CaptureState.WAITING:
            yield ListedCapture(capture, capture.state, _job(capture.id))
        elif capture.state is not CaptureState.CAPTURED or capture.door is Door.REDACTION:
            yield ListedCapture(capture, capture.state)
        else:
            newest = newest or capture
            yield ListedCapture(capture, CHANGED if _differs(capture, newest) else capture.state)


CHANGED = "changed-since"  # of a capture: a newer one has another text or, where there is none, other bytes


def _differs(capture: Capture, newest: Capture) -> bool:
    if capture.text_sha256 and newest.text_sha256:
        return capture.text_sha256 != newest.text_sha256
    return capture.raw_sha256 != newest.raw_sha256


def _job(capture_id: int) -> Job | None:
    return db.session.scalars(select(Job).where(Job.key == key_of(capture_id)).order_by(Job.id.desc()).limit(1)).first()


STEPS = (
    N_("Being captured: fetching the page…"),
    N_("Being captured: reading the page…"),
    N_("Being captured: storing it…"),
)


def capture_progress(job: Job | None) -> str:
    """How far the capture is that this job makes, in words."""
    if job is None or job.state is JobState.FAILED:
        return _("The capture was interrupted. Try again.")
    if job.state is JobState.QUEUED:
        if job.error:
            return _("Being captured: the last attempt failed (%(reason)s); it will be retried.", reason=_(job.error))
        return _("Being captured: waiting for its turn…")
    return _(STEPS[min(job.done, len(STEPS) - 1)])

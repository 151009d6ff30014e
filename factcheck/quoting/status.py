"""What is captured of sources, for those who quote from them: the newest attempt, and the newest text."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import func, select

from factcheck.captures.models import Capture, CaptureState, Door
from factcheck.captures.queries import is_attempt, is_in_use
from factcheck.captures.service import key_of
from factcheck.db import db
from factcheck.jobs.models import Job


class QuotableSource(NamedTuple):
    """The newest capture of a source, the job of one under way, and the newest capture that has text."""

    newest: Capture
    job: Job | None
    quotable: Capture | None

    @property
    def is_waiting(self) -> bool:
        """Whether a capture is under way."""
        return self.newest.state is CaptureState.WAITING

    @property
    def state(self) -> CaptureState:
        """The state to show: a later attempt that failed doesn't hide that there is a capture."""
        has_failed = self.newest.state is CaptureState.FAILED
        return CaptureState.CAPTURED if has_failed and self.quotable else self.newest.state

    @property
    def has_bytes(self) -> bool:
        """Whether something was captured, perhaps a picture, which has no text."""
        return self.quotable is not None or self.newest.state is CaptureState.CAPTURED


def quotable_sources(source_ids: Collection[int]) -> dict[int, QuotableSource]:
    """What is captured of each of these sources; those that never were captured are left out."""
    of_source = select(func.max(Capture.id)).where(Capture.source_id.in_(source_ids)).group_by(Capture.source_id)
    with_text = of_source.where(Capture.state == CaptureState.CAPTURED, Capture.text_sha256.is_not(None), is_in_use())
    newest = of_source.where(is_attempt())
    query = select(Capture).where(Capture.id.in_(newest) | Capture.id.in_(with_text)).order_by(Capture.id)
    captures, quotable_ids = db.session.scalars(query).all(), set(db.session.scalars(with_text))
    jobs = _jobs([it.id for it in captures if it.state is CaptureState.WAITING])
    found: dict[int, QuotableSource] = {}
    for capture in captures:
        before = found.get(capture.source_id or 0)
        quotable = capture if capture.id in quotable_ids else before.quotable if before else None
        last = before.newest if before and capture.door is Door.REDACTION else capture
        found[capture.source_id or 0] = QuotableSource(last, jobs.get(last.id), quotable)
    return found


def _jobs(capture_ids: Collection[int]) -> Mapping[int, Job]:
    """The newest job of each of these captures."""
    if not capture_ids:
        return {}
    keys = {key_of(id_): id_ for id_ in capture_ids}
    jobs = db.session.scalars(select(Job).where(Job.key.in_(keys)).order_by(Job.id))
    return {keys[job.key]: job for job in jobs if job.key}

"""Queries of captures."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from factcheck.captures.models import Capture, CaptureState, Door, Redaction
from factcheck.db import db
from factcheck.sources.models import Source


def of_source(source_id: int) -> Select[Capture]:
    """The captures of a source, newest first, with the people who asked for them."""
    query = select(Capture).where(Capture.source_id == source_id).options(joinedload(Capture.asked_by))
    return query.order_by(Capture.id.desc())


def of_version(version_id: int) -> Select[Capture]:
    """The captures of a version of an article; at most one."""
    return select(Capture).where(Capture.version_id == version_id).options(joinedload(Capture.asked_by))


def captured(source_id: int) -> Select[Capture]:
    """The captures of a source that have bytes, newest first."""
    return of_source(source_id).where(Capture.state == CaptureState.CAPTURED)


def is_in_use() -> ColumnElement[bool]:
    """Whether the words of a capture may be used: it isn't sealed, nor a redacted copy that was withdrawn."""
    sealed = select(Redaction.original_id).where(Redaction.archived_at.is_(None))
    withdrawn = select(Redaction.copy_id).where(Redaction.archived_at.is_not(None))
    return Capture.id.not_in(sealed) & Capture.id.not_in(withdrawn)


def unused(capture_ids: Collection[int]) -> set[int]:
    """Those among these captures whose words may not be used."""
    return set(db.session.scalars(select(Capture.id).where(Capture.id.in_(capture_ids), ~is_in_use())))


def is_attempt() -> ColumnElement[bool]:
    """Whether a capture says how its source is: a redacted copy says nothing new."""
    return Capture.door != Door.REDACTION


def waiting(source_id: int, url: str) -> Capture | None:
    """The capture of a source from this address that is under way; there is at most one."""
    query = of_source(source_id).where(Capture.state == CaptureState.WAITING, Capture.url == url)
    return db.session.scalars(query.limit(1)).first()


def newest_states(source_ids: Collection[int]) -> dict[int, CaptureState]:
    """How the newest capture of each of these sources is; those that never were captured are left out.

    A later attempt that failed doesn't hide that there is a capture.
    """
    newest = select(func.max(Capture.id)).where(Capture.source_id.in_(source_ids), is_attempt())
    newest = newest.group_by(Capture.source_id)
    has_bytes = newest.where(Capture.state == CaptureState.CAPTURED)
    rows = (
        select(Source.id, Capture.state).join(Capture.source).where(Capture.id.in_(newest) | Capture.id.in_(has_bytes))
    )
    found: dict[int, CaptureState] = {}
    for source_id, state in db.session.execute(rows.order_by(Capture.id)):
        if not (found.get(source_id) is CaptureState.CAPTURED and state is CaptureState.FAILED):
            found[source_id] = state
    return found

"""Sources whose pages are gone, for readers: what was kept of them last."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from flask import current_app
from sqlalchemy import func, select

from factcheck.archives.queries import newest_kept
from factcheck.captures.models import Capture, CaptureState
from factcheck.captures.queries import is_in_use, newest_states
from factcheck.db import db
from factcheck.sources.models import Source
from factcheck.urls import key


class GoneSource(NamedTuple):
    """A source whose page is gone: its newest capture that has bytes."""

    source_id: int
    capture: Capture
    copy_url: str = ""  # at an independent archive


def gone_sources(urls: Iterable[str | None]) -> dict[str, GoneSource]:
    """By address, the sources among these whose pages are gone, and that were captured before."""
    keys = {key(url): url for url in urls if url}
    rows = db.session.execute(select(Source.id, Source.url_key).where(Source.url_key.in_(keys))).all() if keys else []
    states = newest_states([row[0] for row in rows]) if rows else {}
    gone = {row[0]: row[1] or "" for row in rows if states.get(row[0]) is CaptureState.GONE}
    if not gone:
        return {}
    copies = {it.source_id: it.url for it in db.session.scalars(newest_kept(gone))}
    return {keys[gone[it.source_id]]: it._replace(copy_url=copies.get(it.source_id, "")) for it in _kept(gone)}


def _kept(source_ids: Collection[int]) -> Iterable[GoneSource]:
    has_bytes = (Capture.source_id.in_(source_ids), Capture.state == CaptureState.CAPTURED, is_in_use())
    newest = select(func.max(Capture.id)).where(*has_bytes).group_by(Capture.source_id)
    for capture in db.session.scalars(select(Capture).where(Capture.id.in_(newest))):
        if capture.source_id is not None:
            yield GoneSource(capture.source_id, capture)


def are_published() -> bool:
    """Whether readers may read what was kept of a page that is gone."""
    return bool(current_app.extensions["settings"].publishes_captures)

"""What belongs to a record and moves with it: evidence, captures, notes, copies elsewhere, and its watched page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from factcheck.archives.models import IndependentCopy
from factcheck.captures.models import Capture
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.evidence.models import Evidence
from factcheck.i18n import N_, _
from factcheck.sources.models import Source, SourceNote
from factcheck.time_proofs.models import ProvenCapture
from factcheck.watching import service as watching

ROWS: dict[str, Any] = {
    "evidence": Evidence,
    "captures": Capture,
    "notes": SourceNote,
    "copies": IndependentCopy,
}
WATCHED, SWITCHED = "watched", "switched"
BOTH_WATCHED = N_("Both pages are watched, and a source has one watched page. Stop watching one of them first.")
Moved = dict[str, list[int]]  # the ids of the rows, by kind


def counts(source: Source) -> dict[str, int]:
    """How many rows of each kind move with a record, and of its captures those that a time proof has."""
    found = {name: _count(select(func.count()).where(kind.source_id == source.id)) for name, kind in ROWS.items()}
    proven = select(func.count()).select_from(ProvenCapture).join(ProvenCapture.capture)
    page = watching.page_of(source)
    return {
        **found,
        "proven": _count(proven.where(Capture.source_id == source.id)),
        WATCHED: int(page is not None and page.is_on),
    }


def _count(query: Any) -> int:
    return db.session.scalar(query) or 0


def move(source: Source, target: Source) -> Moved:
    """Move everything of a record to another one. Raises Conflict if both pages are watched."""
    moved = {}
    for name, kind in ROWS.items():
        rows = db.session.scalars(select(kind).where(kind.source_id == source.id).order_by(kind.id)).all()
        moved[name] = _assign(rows, target)
    return moved | _move_watched_page(source, target)


def move_back(source: Source, target: Source, moved: Mapping[str, Sequence[int]]) -> None:
    """Move what a merge has moved back from the record that stayed; what was added to that since stays there."""
    for name, kind in ROWS.items():
        here = select(kind).where(kind.id.in_(moved.get(name, ())), kind.source_id == target.id)
        _assign(db.session.scalars(here.order_by(kind.id)).all(), source)
    page, other = watching.page_of(target), watching.page_of(source)
    if page is not None and page.id in moved.get(WATCHED, ()):
        page.source = source
    if page is not None and other is not None and page.id in moved.get(SWITCHED, ()):
        page.is_on, other.is_on = False, page.is_on
    db.session.flush()


def _assign(rows: Sequence[Any], target: Source) -> list[int]:
    for row in rows:
        row.source = target
    db.session.flush()
    return [row.id for row in rows]


def _move_watched_page(source: Source, target: Source) -> Moved:
    """Have the page of the record that stays be watched if that of the other was."""
    page, other = watching.page_of(target), watching.page_of(source)
    if other is None or not other.is_on:
        return {}
    if page is None:
        other.source = target
        db.session.flush()
        return {WATCHED: [other.id]}
    if page.is_on:
        raise Conflict(_(BOTH_WATCHED))
    page.is_on, other.is_on = True, False
    db.session.flush()
    return {SWITCHED: [page.id]}

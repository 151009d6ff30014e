"""What colleagues should know of a source wherever it is used: notes with their reasons, never a score."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.db import db, utcnow
from factcheck.errors import Conflict, Invalid, Refusals
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.sources.models import Source, SourceNote


def add(actor: User, source: Source, note: str, reason: str) -> SourceNote:
    """Add a note; raises Invalid for `note` and `reason`, of which neither may be empty."""
    require(actor, Permission.EDIT_SOURCE, source)
    refusals = Refusals()
    with refusals.gather():
        if not note.strip():
            raise Invalid("note", _("Enter what colleagues should know."))
    with refusals.gather():
        if not reason.strip():
            raise Invalid("reason", _("Enter the reason, so that others can judge it."))
    refusals.tell()
    row = SourceNote(source=source, author=actor, note=note.strip(), reason=reason.strip())
    db.session.add(row)
    db.session.flush()
    record(actor, "source:add-note", ("source", source.id), None, _snapshot(row))
    return row


def remove(actor: User, row: SourceNote) -> None:
    """Remove a note; it can be restored, and the history keeps it."""
    require(actor, Permission.REMOVE_SOURCE_NOTE, row)
    if row.archived_at is not None:
        raise Conflict(_("This note was already removed."))
    row.archived_at = utcnow()
    db.session.flush()
    record(actor, "source:remove-note", ("source", row.source_id), _snapshot(row), None)


def restore(actor: User, row: SourceNote) -> None:
    """Restore a removed note."""
    require(actor, Permission.REMOVE_SOURCE_NOTE, row)
    if row.archived_at is None:
        raise Conflict(_("This note isn’t removed."))
    row.archived_at = None
    db.session.flush()
    record(actor, "source:restore-note", ("source", row.source_id), None, _snapshot(row))


def notes_of(source_ids: Collection[int]) -> dict[int, list[SourceNote]]:
    """The notes of these sources that weren't removed, oldest first, by source."""
    query = select(SourceNote).where(SourceNote.source_id.in_(set(source_ids)), SourceNote.archived_at.is_(None))
    rows = db.session.scalars(
        query.options(joinedload(SourceNote.author)).order_by(SourceNote.source_id, SourceNote.id)
    )
    return {source_id: list(group) for source_id, group in groupby(rows, lambda row: row.source_id)}


def _snapshot(row: SourceNote) -> dict[str, object]:
    return {"source_note": row.id, "note": row.note, "reason": row.reason}

"""Merging two records of one source, undoing that, and saying that two records are two sources."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.db import check_revision, db, utcnow
from factcheck.db.visibility import everything_visible
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.i18n import N_, _
from factcheck.merging import fields, moving, origin_decisions, queries
from factcheck.merging.models import DistinctSources, SourceMerge
from factcheck.permissions import Permission, require
from factcheck.sources.models import Source

SAME = N_("Choose two different sources.")
CHANGED = N_("One of these sources was edited since you opened this page. Nothing was merged. Compare them again.")
ARCHIVED = N_("“%(title)s” is archived. Restore it first, or keep the other record.")
MERGED = N_("“%(title)s” was merged into another source already. Nothing was changed.")
UNDONE = N_("This merge was undone already.")
CONFIDENTIAL = N_("“%(title)s” is confidential, so it can’t be merged: others would see what it is evidence for.")
CHAIN = N_("“%(title)s” was merged into another source since. Undo that merge first.")


class SeenRevisions(NamedTuple):
    """The revisions of both records that a person compared."""

    kept: int
    other: int


def revisions_of(kept: Source, other: Source) -> SeenRevisions:
    """The revisions of two records as they are now."""
    return SeenRevisions(kept.revision, other.revision)


def merge(actor: User, kept: Source, other: Source, taken: Collection[str], seen: SeenRevisions) -> SourceMerge:
    """Make the other record part of the one that is kept, which takes these details from it.

    Evidence, captures, notes, copies elsewhere, the watched page and decisions on origins move; addresses of the other
    record lead to this one. What was published stays as it is: editions have their own snapshots. Raises Conflict if
    one of them is merged or archived, or if both have what only one can have; EditConflict if one was edited.
    """
    require(actor, Permission.MERGE_SOURCES, kept)
    _refuse(kept, other)
    if not (check_revision(kept, seen.kept) and check_revision(other, seen.other)):
        raise EditConflict(_(CHANGED))
    row = SourceMerge(kept=kept, merged=other, merged_by=actor, was_archived_at=other.archived_at)
    row.fields = fields.take(kept, other, taken)
    with everything_visible():  # what the actor doesn't see moves, too
        moved = moving.move(other, kept)
        other.merged_into, other.archived_at = kept, other.archived_at or utcnow()
        db.session.flush()
        row.moved = moved | origin_decisions.move(other, kept)
    db.session.add(row)
    db.session.flush()
    before, after = _facts(row)
    record(actor, "source:merge", ("source", kept.id), before, after)
    record(actor, "source:merge-into", ("source", other.id), None, {"other_id": kept.id, "other_source": kept.title})
    return row


def _refuse(kept: Source, other: Source) -> None:
    if kept.id == other.id:
        raise Invalid("", _(SAME))
    for source in (kept, other):
        if source.confidential_since is not None:
            raise Conflict(_(CONFIDENTIAL, title=source.title))
        if source.merged_into_id is not None:
            raise Conflict(_(MERGED, title=source.title))
    if kept.archived_at is not None:
        raise Conflict(_(ARCHIVED, title=kept.title))


def unmerge(actor: User, row: SourceMerge) -> None:
    """Undo a merge: everything that the merge moved goes back, and every detail that it changed.

    What was added since stays with the record that was kept, as do details that were edited since.
    """
    require(actor, Permission.MERGE_SOURCES, row.kept)
    if row.undone_at is not None:
        raise Conflict(_(UNDONE))
    kept, other = row.kept, row.merged
    if kept.merged_into_id is not None:
        raise Conflict(_(CHAIN, title=kept.title))
    other.merged_into, other.archived_at, row.undone_at = None, row.was_archived_at, utcnow()
    db.session.flush()
    with everything_visible():
        origin_decisions.move_back(other, kept, row.moved)
        moving.move_back(other, kept, row.moved)
    fields.give_back(kept, other, row.fields)
    after, before = _facts(row)
    record(actor, "source:unmerge", ("source", kept.id), before, after)
    record(actor, "source:unmerge-from", ("source", other.id), None, {"other_id": kept.id, "other_source": kept.title})


def _facts(row: SourceMerge) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the history says of a merge: the other record, and the details as they were before and after it."""
    names = [name for name in row.fields if name != fields.RECORD]
    ids = {"other_id": row.merged_id}
    before = {"merged_source": "", **{name: row.fields[name][0] for name in names}}
    after = {"merged_source": row.merged.title, **{name: row.fields[name][1] for name in names}}
    return before | ids, after | ids


def decide_distinct(actor: User, one: Source, other: Source, *, is_distinct: bool) -> DistinctSources:
    """Say that two records are two sources, so that they aren't proposed again; or take that back."""
    require(actor, Permission.MERGE_SOURCES, one)
    if one.id == other.id:
        raise Invalid("", _(SAME))
    low, high = (one, other) if one.id < other.id else (other, one)
    row = queries.distinct(low.id, high.id)
    if (row is not None and row.archived_at is None) is is_distinct:
        raise Conflict(_("This was decided already. Reload the page to see it."))
    row = row or DistinctSources(low_id=low.id, high_id=high.id)
    row.decided_by, row.archived_at = actor, None if is_distinct else utcnow()
    db.session.add(row)
    db.session.flush()
    action = "source:keep-apart" if is_distinct else "source:reopen-apart"
    record(actor, action, ("source", low.id), None, {"other_id": high.id, "other_source": high.title})
    return row

"""Undo and redo of merges, through the same services."""

from __future__ import annotations

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.i18n import N_, _
from factcheck.merging import fields, queries, service
from factcheck.sources.models import Source
from factcheck.undo.registry import Act, Undoable


def _sources(event: Event) -> tuple[Source, Source]:
    facts = event.after or {}
    return db.session.get_one(Source, event.subject_id), db.session.get_one(Source, facts["other_id"])


def merge_again(actor: User, event: Event) -> None:
    """Merge two records with the details that were taken then."""
    kept, other = _sources(event)
    taken = [name for name in event.after or {} if name in fields.NAMES]
    service.merge(actor, kept, other, taken, service.revisions_of(kept, other))


def unmerge(actor: User, event: Event) -> None:
    """Undo a merge."""
    kept, other = _sources(event)
    row = queries.standing(kept.id, other.id)
    if row is None:
        raise Conflict(_(service.UNDONE))
    service.unmerge(actor, row)


def _distinct(*, is_distinct: bool) -> Act:
    def act(actor: User, event: Event) -> None:
        one, other = _sources(event)
        service.decide_distinct(actor, one, other, is_distinct=is_distinct)

    return act


keep_apart, reopen = _distinct(is_distinct=True), _distinct(is_distinct=False)
APART = N_("decision that two records are two sources")
UNDO = {
    "source:merge": Undoable(unmerge, merge_again, N_("merge of two sources")),
    "source:unmerge": Undoable(merge_again, unmerge, N_("undone merge")),
    "source:keep-apart": Undoable(reopen, keep_apart, APART),
    "source:reopen-apart": Undoable(keep_apart, reopen, APART),
}

"""Decisions on a mark that was carried over: confirmed, moved, removed; each can be undone.

The claim, its annotation and its verdict don't change: only the anchor in the newest version does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from factcheck.accounts.models import User
from factcheck.anchoring.selectors import Quote, WordingChange, change_of
from factcheck.annotations.models import NOWHERE, Anchor, AnchorDecision, AnchorState, DecisionKind
from factcheck.annotations.resolve import locate
from factcheck.articles import service as articles
from factcheck.articles.queries import current_version
from factcheck.audit.former_names import ANCHOR_STATES
from factcheck.audit.service import changes, record
from factcheck.db import check_revision, db, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import _
from factcheck.permissions import Permission, require

FIELDS = tuple(NOWHERE)


def confirm(actor: User, anchor: Anchor, seen_revision: int) -> None:
    """Confirm the words; raises Conflict if nothing was found."""
    _refuse(actor, anchor, seen_revision)
    if anchor.start is None:
        raise Conflict(_("This highlight wasn’t found in this version. Choose its place instead."))
    if anchor.state is AnchorState.CONFIDENT:
        raise Conflict(_("This highlight is already certain."))
    _decide(actor, anchor, DecisionKind.CONFIRM, {"state": AnchorState.CONFIDENT})


def move(actor: User, anchor: Anchor, quote: Quote, seen_revision: int) -> None:
    """Set the place of the mark in this version; raises Invalid for `exact` if the words can't be found."""
    _refuse(actor, anchor, seen_revision)
    version = db.session.scalars(current_version(anchor.version.article_id)).one()
    words = locate(version.text, quote)
    if (words.start, words.end) == (anchor.start, anchor.end):
        raise Invalid("exact", _("The highlight already covers these words. Confirm it or choose others."))
    change = change_of(anchor.target.exact, words.exact, is_moved=True)
    place = {"start": words.start, "end": words.end, "exact": words.exact}
    _decide(actor, anchor, DecisionKind.MOVE, {"state": AnchorState.CONFIDENT, "change": change, "score": 1.0, **place})


def give_up(actor: User, anchor: Anchor, seen_revision: int) -> None:
    """Mark the words as removed from this version; earlier versions keep the mark."""
    _refuse(actor, anchor, seen_revision)
    if anchor.state is AnchorState.ORPHANED and anchor.decision is not None:
        raise Conflict(_("This highlight is already marked as removed."))
    _decide(actor, anchor, DecisionKind.GIVE_UP, NOWHERE)


def undo(actor: User, anchor: Anchor, seen_revision: int) -> None:
    """Undo the last decision; raises Conflict if there is none."""
    _refuse(actor, anchor, seen_revision)
    last = anchor.decision
    if last is None:
        raise Conflict(_("There is no decision on this highlight to undo."))
    old = _place(anchor)
    for name, value in last.before.items():
        setattr(anchor, name, _restored(name, value))
    last.undone_at = utcnow()
    _write(anchor)
    _record(actor, anchor, "claim:undo-anchor-decision", old)


def _refuse(actor: User, anchor: Anchor, seen_revision: int) -> None:
    """Only in the newest version, for unarchived marks, as shown; decided ones only by people who may move a mark."""
    annotation, last = anchor.target.annotation, anchor.decision
    waits = anchor.needs_person or (last is not None and last.author_id == actor.id)
    require(actor, Permission.DECIDE_ANCHOR if waits else Permission.MOVE_ANCHOR, annotation)
    articles.stay(anchor.version)
    if annotation.archived_at is not None or annotation.claim.archived_at is not None:
        raise Conflict(_("This claim was archived, or the quote was removed from it. Restore it first."))
    if not check_revision(anchor, seen_revision):
        raise Conflict(
            _("Somebody else has resolved this highlight in the meantime. Nothing was changed. Check it first.")
        )


def _decide(actor: User, anchor: Anchor, kind: DecisionKind, values: Mapping[str, Any]) -> None:
    old = _place(anchor)
    before = {name: old[name] for name in FIELDS if name in values}
    anchor.decisions.append(AnchorDecision(kind=kind, before=before, author=actor))
    for name, value in values.items():
        setattr(anchor, name, value)
    _write(anchor)
    _record(actor, anchor, f"claim:{kind}-anchor", old)


def _write(anchor: Anchor) -> None:
    flag_modified(anchor, "state")  # an orphaned anchor marked as removed has a new revision, although no field differs
    db.session.flush()


def _place(anchor: Anchor) -> dict[str, Any]:
    return {name: getattr(anchor, name) for name in FIELDS}


def _restored(name: str, value: Any) -> Any:
    """The value of a field; the state may have its name of before a renaming, as a decision is never rewritten."""
    if name == "state":
        return AnchorState(ANCHOR_STATES.get(value, value))
    return WordingChange(value) if name == "change" else value


def _record(actor: User, anchor: Anchor, action: str, old: dict[str, Any]) -> None:
    before, after = changes(old, _place(anchor))
    about = {"article": anchor.version.article_id, "version": anchor.version.number, "target": anchor.target_id}
    record(actor, action, ("claim", anchor.target.annotation.claim_id), before, {**after, **about})

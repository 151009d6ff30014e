"""What a person says of a mark that was carried over: it is right, it stands elsewhere, it is gone; each can be undone.

The claim, its annotation and its verdict stay what they are: only the place in the newest version changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from factcheck.accounts.models import User
from factcheck.anchoring.selectors import Quote, WordingChange, change_of
from factcheck.annotations.models import NOWHERE, Carried, Placement, Settlement, Settling
from factcheck.annotations.resolve import locate
from factcheck.articles import service as articles
from factcheck.articles.queries import current_version
from factcheck.audit.service import changes, record
from factcheck.db import check_revision, db, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import _
from factcheck.permissions import Permission, require

FIELDS = tuple(NOWHERE)


def confirm(actor: User, placement: Placement, seen_revision: int) -> None:
    """Say that these are the words; raises Conflict where nothing was found that could be."""
    _refuse(actor, placement, seen_revision)
    if placement.start is None:
        raise Conflict(_("This highlight wasn’t found in this version. Choose its place instead."))
    if placement.state is Carried.SURE:
        raise Conflict(_("This highlight is already certain."))
    _settle(actor, placement, Settling.CONFIRM, {"state": Carried.SURE})


def move(actor: User, placement: Placement, quote: Quote, seen_revision: int) -> None:
    """Say where the mark stands in this version; raises Invalid naming `exact` when the words can't be found."""
    _refuse(actor, placement, seen_revision)
    version = db.session.scalars(current_version(placement.version.article_id)).one()
    words = locate(version.text, quote)
    if (words.start, words.end) == (placement.start, placement.end):
        raise Invalid("exact", _("The highlight already covers these words. Confirm it or choose others."))
    change = change_of(placement.part.exact, words.exact, is_moved=True)
    place = {"start": words.start, "end": words.end, "exact": words.exact}
    _settle(actor, placement, Settling.MOVE, {"state": Carried.SURE, "change": change, "score": 1.0, **place})


def give_up(actor: User, placement: Placement, seen_revision: int) -> None:
    """Say that the words are not in this version; the mark stays in the versions before."""
    _refuse(actor, placement, seen_revision)
    if placement.state is Carried.LOST and placement.settlement is not None:
        raise Conflict(_("This highlight is already marked as removed."))
    _settle(actor, placement, Settling.GIVE_UP, NOWHERE)


def undo(actor: User, placement: Placement, seen_revision: int) -> None:
    """Take back what was said last; raises Conflict when nothing was."""
    _refuse(actor, placement, seen_revision)
    last = placement.settlement
    if last is None:
        raise Conflict(_("There is no decision on this highlight to undo."))
    old = _place(placement)
    for name, value in last.before.items():
        setattr(placement, name, _restored(name, value))
    last.undone_at = utcnow()
    _write(placement)
    _record(actor, placement, "claim:undo-mark", old)


def _refuse(actor: User, placement: Placement, seen_revision: int) -> None:
    """Only the newest version, only what stands, only as it was shown; what is settled, only who may move a mark."""
    annotation, last = placement.part.annotation, placement.settlement
    waits = placement.needs_person or (last is not None and last.author_id == actor.id)
    require(actor, Permission.SETTLE_MARK if waits else Permission.MOVE_MARK, annotation)
    articles.stay(placement.version)
    if annotation.archived_at is not None or annotation.claim.archived_at is not None:
        raise Conflict(_("This claim was archived, or the quote was removed from it. Restore it first."))
    if not check_revision(placement, seen_revision):
        raise Conflict(
            _("Somebody else has resolved this highlight in the meantime. Nothing was changed. Check it first.")
        )


def _settle(actor: User, placement: Placement, kind: Settling, values: Mapping[str, Any]) -> None:
    old = _place(placement)
    before = {name: old[name] for name in FIELDS if name in values}
    placement.settlements.append(Settlement(kind=kind, before=before, author=actor))
    for name, value in values.items():
        setattr(placement, name, value)
    _write(placement)
    _record(actor, placement, f"claim:{kind}-mark", old)


def _write(placement: Placement) -> None:
    flag_modified(placement, "state")  # what was lost and is given up is another revision, though no field differs
    db.session.flush()


def _place(placement: Placement) -> dict[str, Any]:
    return {name: getattr(placement, name) for name in FIELDS}


def _restored(name: str, value: Any) -> Any:
    kinds = {"state": Carried, "change": WordingChange}
    return kinds[name](value) if name in kinds else value


def _record(actor: User, placement: Placement, action: str, old: dict[str, Any]) -> None:
    before, after = changes(old, _place(placement))
    about = {"article": placement.version.article_id, "version": placement.version.number, "part": placement.part_id}
    record(actor, action, ("claim", placement.part.annotation.claim_id), before, {**after, **about})

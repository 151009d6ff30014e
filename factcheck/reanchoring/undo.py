"""Undo and redo of decisions on carried-over marks, through the same services."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.annotations import resolve
from factcheck.annotations.models import Anchor, DecisionKind
from factcheck.articles.queries import current_version
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.i18n import N_, _
from factcheck.reanchoring import service
from factcheck.undo.registry import Undoable


def _mark(event: Event) -> Anchor:
    after = event.after or {}
    version = db.session.scalars(current_version(after["article"])).one()
    query = select(Anchor).where(Anchor.target_id == after["target"], Anchor.version_id == version.id)
    anchor = db.session.scalars(query).first()
    if anchor is None or version.number != after["version"]:
        raise Conflict(_("Version %(number)s is now the latest. Resolve the highlight there.", number=version.number))
    return anchor


def _undo_decision(actor: User, event: Event) -> None:
    anchor = _mark(event)
    service.undo(actor, anchor, anchor.revision)


def _redo_decision(act: Callable[[User, Anchor, int], None]) -> Callable[[User, Event], None]:
    def redo(actor: User, event: Event) -> None:
        anchor = _mark(event)
        act(actor, anchor, anchor.revision)

    return redo


def _said_again(actor: User, event: Event) -> None:
    """Redo a decision on a mark that this action undid."""
    anchor = _mark(event)
    last = max((it for it in anchor.decisions if it.undone_at), key=lambda it: it.undone_at or it.created_at)
    if last.kind is DecisionKind.MOVE:
        place = {"start": anchor.start, "end": anchor.end, **(event.before or {})}
        version = db.session.scalars(current_version(anchor.version.article_id)).one()
        service.move(actor, anchor, resolve.chosen(version, place["start"], place["end"]), anchor.revision)
    else:
        act = service.confirm if last.kind is DecisionKind.CONFIRM else service.give_up
        act(actor, anchor, anchor.revision)


def _moved(actor: User, event: Event) -> None:
    anchor, after = _mark(event), event.after or {}
    version = db.session.scalars(current_version(after["article"])).one()
    words = resolve.chosen(version, after["start"], after["end"])
    service.move(actor, anchor, words, anchor.revision)


UNDO = {
    "claim:confirm-anchor": Undoable(_undo_decision, _redo_decision(service.confirm), N_("confirmed highlight")),
    "claim:give-up-anchor": Undoable(
        _undo_decision, _redo_decision(service.give_up), N_("highlight marked as removed")
    ),
    "claim:move-anchor": Undoable(_undo_decision, _moved, N_("moved highlight")),
    "claim:undo-anchor-decision": Undoable(_said_again, _undo_decision, N_("undone decision on a highlight")),
}

"""How decisions about carried marks are undone and done again, through the same services."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.annotations import resolve
from factcheck.annotations.models import Placement, Settling
from factcheck.articles.queries import current_version
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.i18n import N_, _
from factcheck.reanchoring import service
from factcheck.undo.registry import Undoable


def _mark(event: Event) -> Placement:
    after = event.after or {}
    version = db.session.scalars(current_version(after["article"])).one()
    query = select(Placement).where(Placement.part_id == after["part"], Placement.version_id == version.id)
    placement = db.session.scalars(query).first()
    if placement is None or version.number != after["version"]:
        raise Conflict(_("Version %(number)s is now the latest. Resolve the highlight there.", number=version.number))
    return placement


def _unsettled(actor: User, event: Event) -> None:
    placement = _mark(event)
    service.undo(actor, placement, placement.revision)


def _settled(act: Callable[[User, Placement, int], None]) -> Callable[[User, Event], None]:
    def redo(actor: User, event: Event) -> None:
        placement = _mark(event)
        act(actor, placement, placement.revision)

    return redo


def _said_again(actor: User, event: Event) -> None:
    """What was said of a mark, and taken back by this act, is said again."""
    placement = _mark(event)
    last = max((it for it in placement.settlements if it.undone_at), key=lambda it: it.undone_at or it.created_at)
    if last.kind is Settling.MOVE:
        place = {"start": placement.start, "end": placement.end, **(event.before or {})}
        version = db.session.scalars(current_version(placement.version.article_id)).one()
        service.move(actor, placement, resolve.chosen(version, place["start"], place["end"]), placement.revision)
    else:
        act = service.confirm if last.kind is Settling.CONFIRM else service.give_up
        act(actor, placement, placement.revision)


def _moved(actor: User, event: Event) -> None:
    placement, after = _mark(event), event.after or {}
    version = db.session.scalars(current_version(after["article"])).one()
    words = resolve.chosen(version, after["start"], after["end"])
    service.move(actor, placement, words, placement.revision)


UNDO = {
    "claim:confirm-mark": Undoable(_unsettled, _settled(service.confirm), N_("confirmed highlight")),
    "claim:give-up-mark": Undoable(_unsettled, _settled(service.give_up), N_("highlight marked as removed")),
    "claim:move-mark": Undoable(_unsettled, _moved, N_("moved highlight")),
    "claim:undo-mark": Undoable(_said_again, _unsettled, N_("undone decision on a highlight")),
}

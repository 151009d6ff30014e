"""Undo and redo of actions on annotations, through the same services."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.accounts.models import User
from factcheck.annotations import resolve, service
from factcheck.annotations.models import Annotation, Target
from factcheck.articles.queries import current_version
from factcheck.audit.models import Event
from factcheck.claims import service as claim_service
from factcheck.claims.undo import on_claim
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.undo.registry import Undoable


def _on_annotation(act: Callable[[User, Annotation], None]) -> Callable[[User, Event], None]:
    def undo(actor: User, event: Event) -> None:
        number = (event.after or {}).get("annotation") or (event.before or {})["annotation"]
        act(actor, db.session.get_one(Annotation, number))

    return undo


def _resized(side: str) -> Callable[[User, Event], None]:
    def undo(actor: User, event: Event) -> None:
        target = db.session.get_one(Target, (event.after or {})["target"])
        place = getattr(event, side) or {}
        version = db.session.scalars(current_version(target.annotation.article_id)).one()
        service.resize(actor, target, resolve.chosen(version, place["start"], place["end"]), target.revision)

    return undo


archive, restore = on_claim(claim_service.archive), on_claim(claim_service.restore)
detach, reattach = _on_annotation(service.detach), _on_annotation(service.reattach)
UNDO = {
    "claim:highlight": Undoable(archive, restore, N_("new highlight")),
    "claim:join": Undoable(detach, reattach, N_("new quote")),
    "claim:detach": Undoable(reattach, detach, N_("removed quote")),
    "claim:reattach": Undoable(detach, reattach, N_("restored quote")),
    "claim:resize": Undoable(_resized("before"), _resized("after"), N_("adjusted quote")),
}

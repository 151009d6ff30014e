"""Undo and redo of actions on relations, through the same services."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.relations import service
from factcheck.relations.models import ClaimRelation
from factcheck.undo.registry import Undoable

Undo = Callable[[User, Event], None]


def _on_relation(act: Callable[[User, ClaimRelation], None]) -> Undo:
    return lambda actor, event: act(actor, db.session.get_one(ClaimRelation, (event.after or {})["relation"]))


def _ordered(side: str) -> Undo:
    return lambda actor, event: service.arrange(
        actor, db.session.get_one(Claim, event.subject_id), getattr(event, side)["order"]
    )


_remove, _restore = _on_relation(service.remove), _on_relation(service.restore)
UNDO = {
    "relation:add": Undoable(_remove, _restore, N_("new relation between claims")),
    "relation:remove": Undoable(_restore, _remove, N_("removed relation between claims")),
    "relation:restore": Undoable(_remove, _restore, N_("restored relation between claims")),
    "relation:order": Undoable(_ordered("before"), _ordered("after"), N_("order of the parts")),
}

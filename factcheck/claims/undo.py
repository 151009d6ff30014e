"""Undo and redo of actions on claims and their marks, through the same services."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.claims import service
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.undo.registry import Undoable


def on_claim(act: Callable[[User, Claim], None]) -> Callable[[User, Event], None]:
    """The action on the claim that an audit event is about."""
    return lambda actor, event: act(actor, db.session.get_one(Claim, event.subject_id))


def _described(side: str) -> Callable[[User, Event], None]:
    """The details of a claim on one side of the event; what the event didn't change keeps its present value."""

    def undo(actor: User, event: Event) -> None:
        claim = db.session.get_one(Claim, event.subject_id)
        service.edit(actor, claim, ClaimDetails.of(claim, getattr(event, side)), claim.revision)

    return undo


archive, restore = on_claim(service.archive), on_claim(service.restore)
UNDO = {
    "claim:archive": Undoable(restore, archive, N_("archiving")),
    "claim:restore": Undoable(archive, restore, N_("restoring")),
    "claim:edit": Undoable(_described("before"), _described("after"), N_("edit")),
}

"""Undo and redo of decisions on origins, through the same service."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.origins import service
from factcheck.sources.models import Source
from factcheck.undo.registry import Undoable

DECISIONS = {"one-origin": True, "two-origins": False, "": None}


def _decided(side: str) -> Callable[[User, Event], None]:
    """The decision as it was before or after the event."""

    def undo(actor: User, event: Event) -> None:
        values = dict(getattr(event, side))
        one, other = db.session.get_one(Source, event.subject_id), db.session.get_one(Source, values["other_id"])
        service.decide(actor, one, other, is_one=DECISIONS[values["decision"]])

    return undo


UNDO = {
    action: Undoable(_decided("before"), _decided("after"), N_("decision on the origin of two sources"))
    for action in service.ACTIONS.values()
}

"""Undo and redo of decisions on quotations in captures, through the same services."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.captures.models import QuotePlace
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.evidence.models import Evidence
from factcheck.i18n import N_, _
from factcheck.quoting import service
from factcheck.undo.registry import Undoable


def _on_place(act: Callable[[User, QuotePlace], None]) -> Callable[[User, Event], None]:
    def undo(actor: User, event: Event) -> None:
        after = event.after or {}
        query = select(QuotePlace).join(QuotePlace.evidence).where(QuotePlace.capture_id == after["capture"])
        query = query.where(Evidence.claim_id == event.subject_id, Evidence.number == after["number"])
        place = db.session.scalars(query).first()
        if place is None:
            raise Conflict(_(service.EDITED))
        act(actor, place)

    return undo


confirm, withdraw = _on_place(service.confirm), _on_place(service.withdraw_confirmation)
UNDO = {
    "evidence:confirm-quote": Undoable(withdraw, confirm, N_("confirmed quotation")),
    "evidence:unconfirm-quote": Undoable(confirm, withdraw, N_("withdrawn confirmation")),
}

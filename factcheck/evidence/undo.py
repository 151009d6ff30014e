"""Undo and redo of actions on evidence, through the same services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.evidence import editing, service
from factcheck.evidence.models import Evidence, Stance
from factcheck.i18n import N_
from factcheck.undo.registry import Undoable


def _on_evidence(act: Callable[[User, Evidence], None]) -> Callable[[User, Event], None]:
    def undo(actor: User, event: Event) -> None:
        act(actor, _evidence(event))

    return undo


def _evidence(event: Event) -> Evidence:
    number = (event.after or event.before or {})["number"]
    query = select(Evidence).where(Evidence.claim_id == event.subject_id, Evidence.number == number)
    return db.session.scalars(query).one()


def _edited(side: str) -> Callable[[User, Event], None]:
    """The fields that an edit changed, as they were before or after it."""

    def undo(actor: User, event: Event) -> None:
        evidence, values = _evidence(event), dict(getattr(event, side))
        del values["number"]
        if "stance" in values:
            values["stance"] = Stance(values["stance"])
        if values.get("review_by"):
            values["review_by"] = date.fromisoformat(values["review_by"])
        editing.edit(actor, evidence, replace(editing.details_of(evidence), **values), evidence.revision)

    return undo


def _ordered(side: str) -> Callable[[User, Event], None]:
    return lambda actor, event: editing.arrange(
        actor, db.session.get_one(Claim, event.subject_id), getattr(event, side)["order"]
    )


withdraw, restore = _on_evidence(service.withdraw), _on_evidence(service.restore)
UNDO = {
    "evidence:add": Undoable(withdraw, restore, N_("new evidence")),
    "evidence:edit": Undoable(_edited("before"), _edited("after"), N_("edited evidence")),
    "evidence:order": Undoable(_ordered("before"), _ordered("after"), N_("order of the evidence")),
    "evidence:withdraw": Undoable(restore, withdraw, N_("withdrawn evidence")),
    "evidence:restore": Undoable(withdraw, restore, N_("restored evidence")),
}

"""Undo and redo of actions on evidence and sources, through the same services."""

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
from factcheck.evidence.models import Evidence, Source, SourceKind, Stance
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
        editing.edit(actor, evidence, replace(editing.details_of(evidence), **values), evidence.revision)

    return undo


def _source_edited(side: str) -> Callable[[User, Event], None]:
    """The details that an edit changed, as they were before or after it."""

    def undo(actor: User, event: Event) -> None:
        source, values = db.session.get_one(Source, event.subject_id), dict(getattr(event, side))
        if "kind" in values:
            values["kind"] = SourceKind(values["kind"])
        if values.get("published_on"):
            values["published_on"] = date.fromisoformat(values["published_on"])
        service.edit_source(actor, source, replace(service.details_of(source), **values), source.revision)

    return undo


def _ordered(side: str) -> Callable[[User, Event], None]:
    return lambda actor, event: editing.arrange(
        actor, db.session.get_one(Claim, event.subject_id), getattr(event, side)["order"]
    )


def _on_source(act: Callable[[User, Source], None]) -> Callable[[User, Event], None]:
    return lambda actor, event: act(actor, db.session.get_one(Source, event.subject_id))


withdraw, restore = _on_evidence(service.withdraw), _on_evidence(service.restore)
archive, bring_back = _on_source(service.archive_source), _on_source(service.restore_source)
UNDO = {
    "evidence:add": Undoable(withdraw, restore, N_("new evidence")),
    "evidence:edit": Undoable(_edited("before"), _edited("after"), N_("edited evidence")),
    "evidence:order": Undoable(_ordered("before"), _ordered("after"), N_("order of the evidence")),
    "evidence:withdraw": Undoable(restore, withdraw, N_("withdrawn evidence")),
    "evidence:restore": Undoable(withdraw, restore, N_("restored evidence")),
    "source:edit": Undoable(_source_edited("before"), _source_edited("after"), N_("edited source")),
    "source:archive": Undoable(bring_back, archive, N_("archiving")),
    "source:restore": Undoable(archive, bring_back, N_("restoring")),
}

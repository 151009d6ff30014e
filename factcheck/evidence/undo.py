"""Undo and redo of actions on evidence and sources, through the same services."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.evidence import service
from factcheck.evidence.models import Evidence, Source
from factcheck.i18n import N_
from factcheck.undo.registry import Undoable


def _on_evidence(act: Callable[[User, Evidence], None]) -> Callable[[User, Event], None]:
    def undo(actor: User, event: Event) -> None:
        number = (event.after or event.before or {})["number"]
        query = select(Evidence).where(Evidence.claim_id == event.subject_id, Evidence.number == number)
        act(actor, db.session.scalars(query).one())

    return undo


def _on_source(act: Callable[[User, Source], None]) -> Callable[[User, Event], None]:
    return lambda actor, event: act(actor, db.session.get_one(Source, event.subject_id))


withdraw, restore = _on_evidence(service.withdraw), _on_evidence(service.restore)
archive, bring_back = _on_source(service.archive_source), _on_source(service.restore_source)
UNDO = {
    "evidence:add": Undoable(withdraw, restore, N_("new evidence")),
    "evidence:withdraw": Undoable(restore, withdraw, N_("withdrawn evidence")),
    "evidence:restore": Undoable(withdraw, restore, N_("restored evidence")),
    "source:archive": Undoable(bring_back, archive, N_("archiving")),
    "source:restore": Undoable(archive, bring_back, N_("restoring")),
}

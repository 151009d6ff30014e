"""Undo and redo of access to confidential sources, through the same services."""

from __future__ import annotations

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.confidential import service
from factcheck.confidential.models import SourceAccess
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.undo.registry import Undoable


def _access(event: Event) -> SourceAccess:
    return db.session.get_one(SourceAccess, (event.after or event.before or {})["access"])


def _end(actor: User, event: Event) -> None:
    service.end_access(actor, _access(event))


def _give(actor: User, event: Event) -> None:
    access = _access(event)
    service.give_access(actor, access.source, access.user)


UNDO = {
    "source:give-access": Undoable(_end, _give, N_("access to a source")),
    "source:end-access": Undoable(_give, _end, N_("ended access to a source")),
}

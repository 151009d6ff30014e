"""The room `redaction`, with the undo and redo of its actions through the same services."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.captures.models import Redaction
from factcheck.captures.service import REDACT, RESTORE, WITHDRAW
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.redaction import queries, service, views
from factcheck.room import Room
from factcheck.undo.registry import Undoable


def _on_redaction(act: Callable[[User, Redaction], None]) -> Callable[[User, Event], None]:
    return lambda actor, event: act(actor, db.session.get_one(Redaction, (event.after or {})["redaction"]))


withdraw, restore = _on_redaction(service.withdraw), _on_redaction(service.restore)
UNDO = {
    REDACT: Undoable(withdraw, restore, N_("redacted copy")),
    WITHDRAW: Undoable(restore, withdraw, N_("withdrawal of a redacted copy")),
    RESTORE: Undoable(withdraw, restore, N_("restoring")),
}
ROOM = Room(
    blueprints=[views.bp],
    menu="sources",
    undo=UNDO,
    template_globals={
        "seal_of": queries.seal_of,
        "copied_as": queries.copied_as,
        "may_redact": views.may_redact,
    },
)

"""The room `prior_checks`."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.prior_checks import service
from factcheck.prior_checks.cli import claims
from factcheck.prior_checks.matching import checked_before
from factcheck.prior_checks.models import CheckImport
from factcheck.prior_checks.views import bp
from factcheck.room import Room
from factcheck.undo.registry import Undoable


def _on_list(act: Callable[[User, CheckImport], None]) -> Callable[[User, Event], None]:
    return lambda actor, event: act(actor, db.session.get_one(CheckImport, event.subject_id))


archive, restore = _on_list(service.archive), _on_list(service.restore)
UNDO = {
    "check-import:add": Undoable(archive, restore, N_("import of checks")),
    "check-import:archive": Undoable(restore, archive, N_("archiving")),
    "check-import:restore": Undoable(archive, restore, N_("restoring")),
}

ROOM = Room(
    blueprints=[bp], menu="claims", commands=[claims], undo=UNDO, template_globals={"checked_before": checked_before}
)

"""Archive and restore rows, recorded in the audit log."""

from __future__ import annotations

from datetime import datetime

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.db import Archivable, db, utcnow
from factcheck.errors import Conflict
from factcheck.permissions import Permission, require


def archive(actor: User, row: Archivable, noun: str, permission: Permission, refusal: str) -> None:
    """Archive a row, recorded as `<noun>:archive`; raises Conflict with `refusal` if it is already archived."""
    require(actor, permission, row)
    if row.archived_at is not None:
        raise Conflict(refusal)
    _set(actor, row, noun, "archive", utcnow())


def restore(actor: User, row: Archivable, noun: str, permission: Permission, refusal: str) -> None:
    """Restore an archived row, recorded as `<noun>:restore`; raises Conflict with `refusal` if it isn't archived."""
    require(actor, permission, row)
    if row.archived_at is None:
        raise Conflict(refusal)
    _set(actor, row, noun, "restore", None)


def _set(actor: User, row: Archivable, noun: str, verb: str, archived_at: datetime | None) -> None:
    row.archived_at = archived_at
    db.session.flush()
    record(actor, f"{noun}:{verb}", (noun, row.id))

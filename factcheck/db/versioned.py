"""Guard a row against edits that began from an older revision of it."""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import select

from factcheck.db.base import db
from factcheck.errors import NotFound
from factcheck.i18n import _


class Revised(Protocol):
    """A row whose revision SQLAlchemy counts."""

    id: Any
    revision: Any


def check_revision(row: Revised, revision: int) -> bool:
    """Whether nobody changed a row since this revision of it was shown; until the transaction ends nobody will.

    PostgreSQL waits here for who is changing the row at this moment; SQLite lets one transaction write at a time. A row
    that was changed is read again when it is next looked at; NotFound where it is gone since it was read.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        kind: Any = type(row)
        stands = db.session.scalar(select(kind.revision).where(kind.id == row.id).with_for_update())
        if stands is None:
            raise NotFound(_("Somebody deleted this a moment ago. Nothing was saved."))
        if stands != row.revision:
            db.session.expire(row)
    return bool(row.revision == revision)

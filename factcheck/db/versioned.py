"""Guard a row against edits of an older revision."""

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
    """Whether this is still the row's revision; if so, nobody else changes it until the transaction ends.

    PostgreSQL waits here for a concurrent change of the row; SQLite lets one transaction write at a time. A row that
    was changed is read again on the next access; NotFound if it was deleted.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        kind: Any = type(row)
        stands = db.session.scalar(select(kind.revision).where(kind.id == row.id).with_for_update())
        if stands is None:
            raise NotFound(_("Somebody deleted this a moment ago. Nothing was saved."))
        if stands != row.revision:
            db.session.expire(row)
    return bool(row.revision == revision)

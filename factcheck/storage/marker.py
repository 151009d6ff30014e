"""The marker of an installation at its captures: servers on one database must share one place for them.

Captures are in the data folder, or in a bucket. A second server of a PostgreSQL installation with its own folder would
store half of them where the first never finds them. So the place has the id that the database gave to its installation.
"""

from __future__ import annotations

import secrets

from sqlalchemy import select

from factcheck.config import SettingsError
from factcheck.db import db
from factcheck.storage.models import Installation
from factcheck.storage.store import Backend


def refuse_other_place(place: Backend) -> None:
    """Mark the place at the first start; raises SettingsError if it belongs to another database."""
    row = db.session.scalars(select(Installation)).first()  # waits for another server at its first start
    found = place.marker()
    if row is None and found is None:
        row = Installation(id=1, marker=secrets.token_hex(16))
        db.session.add(row)
        db.session.flush()
        place.mark(row.marker)
    elif row is None:
        raise SettingsError(
            f"{place.setting} holds captures of another database: “installation” in {place} says so. Take an empty one."
        )
    elif row.marker != found:
        raise SettingsError(
            f"{place.setting} doesn't lead to the captures of this database. All servers of one PostgreSQL need one "
            f"place for them, unlike {place}: mount the same folder there. After moving or restoring the captures, "
            f"write {row.marker} into “installation” in {place}."
        )

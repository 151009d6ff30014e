"""The marker of an installation in its folder of captures: servers on one database must share one folder.

Captures are in the data folder. A second server of a PostgreSQL installation with its own folder would store half of
them where the first never finds them. So the folder has the id that the database gave to its installation.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from sqlalchemy import select

from factcheck.config import SettingsError
from factcheck.db import db
from factcheck.storage.models import Installation

FILE = "installation"


def refuse_other_folder(home: Path) -> None:
    """Mark the folder at the first start; raises SettingsError if it belongs to another database."""
    marker = home / "captures" / FILE
    row = db.session.scalars(select(Installation)).first()  # waits for another server at its first start
    found = marker.read_text(encoding="ascii").strip() if marker.exists() else None
    if row is None and found is None:
        row = Installation(id=1, marker=secrets.token_hex(16))
        db.session.add(row)
        db.session.flush()
        marker.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        marker.write_text(f"{row.marker}\n", encoding="ascii")
    elif row is None:
        raise SettingsError(
            f"FACTCHECK_HOME holds captures of another database: {marker} says so. Take an empty folder."
        )
    elif row.marker != found:
        raise SettingsError(
            f"FACTCHECK_HOME is not the data folder of this database. All servers of one PostgreSQL need one folder of "
            f"captures: mount it at {marker.parent}. After moving or restoring the captures, write {row.marker} into "
            f"{marker}."
        )

"""Rows that are archived instead of deleted."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Mapped, mapped_column


class Archivable:
    """A row that is never deleted; `archived_at` is None while it is in use. `audit/archiving.py` archives it."""

    if TYPE_CHECKING:  # the table has it
        id: Any

    archived_at: Mapped[datetime | None] = mapped_column(sort_order=80)

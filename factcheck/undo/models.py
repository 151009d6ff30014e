"""Which events were undone, and which are undo or redo themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.db import Base, Timestamped


class UndoStep(Timestamped, Base):
    """An event with a role in undo: undone, part of undoing another, or one of several in a step; at most one row each.

    The audit log is unchanged: undo is an event, too.
    """

    __tablename__ = "undo_steps"

    event_id: Mapped[int] = mapped_column(ForeignKey("audit_events.id"), primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    is_inner: Mapped[bool] = mapped_column(default=False)  # made by undo or redo: not a step of its own
    bulk_id: Mapped[int | None] = mapped_column(ForeignKey("audit_events.id"), index=True)  # the last event of its step
    undone_at: Mapped[datetime | None]
    undone_after: Mapped[int | None]  # the newest event when it was undone; a later one of the person disables redo

"""Which acts were undone, and which acts only undid or did again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.db import Base, Timestamped


class UndoStep(Timestamped, Base):
    """An act of the record that is more than itself: undone, the inside of undoing another, or one of several that are
    one step; at most one row an act.

    The record of acts stays what it is: undoing is an act, too.
    """

    __tablename__ = "undo_steps"

    event_id: Mapped[int] = mapped_column(ForeignKey("audit_events.id"), primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    is_inner: Mapped[bool] = mapped_column(default=False)  # done by undoing or doing again: no step of its own
    bulk_id: Mapped[int | None] = mapped_column(ForeignKey("audit_events.id"), index=True)  # the last act of its step
    undone_at: Mapped[datetime | None]
    undone_after: Mapped[int | None]  # the newest event when it was undone; a later one of the person ends redo

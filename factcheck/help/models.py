"""How far somebody is with the tour of the first day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.db import Base


class TourProgress(Base):
    """The steps that a person has ticked off, and since when the tour is hidden from their desk."""

    __tablename__ = "tour_progress"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, autoincrement=False)
    done: Mapped[list[Any]] = mapped_column(default=list)  # names of steps
    hidden_at: Mapped[datetime | None]

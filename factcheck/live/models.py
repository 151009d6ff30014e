"""Who is where, for as long as they are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.db import Base


class Presence(Base):
    """Where a person was seen last in an article, and what they write; it says nothing once it is 45 seconds old."""

    __tablename__ = "presences"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True, index=True)
    block: Mapped[int] = mapped_column(default=0)  # the first one in sight
    doing: Mapped[str] = mapped_column(String(40), default="")  # “review 12”: writing one, of that claim
    seen_at: Mapped[datetime]

"""Who is on which page, for as long as they are there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.db import Base


class Presence(Base):
    """Where a person was last seen in an article, and what they write; valid for 45 seconds."""

    __tablename__ = "presences"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True, index=True)
    block: Mapped[int] = mapped_column(default=0)  # the first block in view
    doing: Mapped[str] = mapped_column(String(40), default="")  # “review 12”: writing one of that claim
    seen_at: Mapped[datetime]

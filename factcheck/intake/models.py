"""Pages that were fetched to be read as articles, as their servers sent them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.db import Base, Timestamped


class FetchedPage(Timestamped, Base):
    """What a server said with the bytes of this digest, from which a capture of an article's version is made.

    Kept for a while, because a person looks at the text before it is added, or never adds it.
    """

    __tablename__ = "fetched_pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    raw_sha256: Mapped[str] = mapped_column(String(64), index=True)
    url: Mapped[str] = mapped_column(String(2000))  # as it was asked for
    final_url: Mapped[str] = mapped_column(String(2000))
    http_status: Mapped[int]
    headers: Mapped[list[Any]]  # [name, value]
    media_type: Mapped[str] = mapped_column(String(120))
    charset: Mapped[str] = mapped_column(String(120))
    fetched_at: Mapped[datetime]  # UTC
    fetched_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

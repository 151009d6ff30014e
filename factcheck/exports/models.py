"""The identity of the feed."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from factcheck.db import Base


class Feed(Base):
    """The feed: its id was set when the table was made, and doesn't change with the site's address."""

    __tablename__ = "feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    atom_id: Mapped[str]  # RFC 4287, 4.2.6; those of the entries are made from it: exports/addresses.py

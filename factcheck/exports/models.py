"""What readers' programs know the feed by."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from factcheck.db import Base


class Feed(Base):
    """The one feed: its id was fixed when the table was made, and no move to another address changes it."""

    __tablename__ = "feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    atom_id: Mapped[str]  # RFC 4287, 4.2.6; those of the entries are made from it: exports/addresses.py

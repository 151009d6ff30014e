"""Who was given access to a confidential source, and who has opened it."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.db import Archivable, Base, Timestamped
from factcheck.db.row_states import Audited
from factcheck.sources.models import Source
from factcheck.visibility.sources import OfSource


class SourceAccess(OfSource, Audited, Archivable, Timestamped, Base):
    """A person who may see a confidential source without working on its claims; archived once that ended."""

    __tablename__ = "source_access"
    __table_args__ = (UniqueConstraint("source_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    given_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    source: Mapped[Source] = relationship()
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    given_by: Mapped[User] = relationship(foreign_keys=[given_by_id])

    @property
    def author_id(self) -> int:
        """Who gave it, for permissions."""
        return self.given_by_id


class SourceRead(OfSource, Timestamped, Base):
    """A person was shown a confidential source; one row in READ_INTERVAL (reads.py)."""

    __tablename__ = "source_reads"
    __table_args__ = (Index(None, "source_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    user: Mapped[User] = relationship()

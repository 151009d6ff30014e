"""Copies of sources at archive services."""

from __future__ import annotations

import enum
from urllib.parse import urlsplit

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.db import Archivable, Base, Timestamped
from factcheck.db.row_states import Audited
from factcheck.sources.models import Source
from factcheck.visibility.sources import OfSource


class CopyState(enum.StrEnum):
    """The states of a copy that somebody else keeps."""

    ASKED = "asked-for"
    KEPT = "kept"
    FAILED = "not-kept"


class IndependentCopy(OfSource, Audited, Archivable, Timestamped, Base):
    """A copy of a source's page at an archive service; one that was asked for has its address once it is kept."""

    __tablename__ = "independent_copies"
    __table_args__ = (CheckConstraint("state <> 'kept' OR url <> ''", name="kept_has_address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    of_url: Mapped[str] = mapped_column(String(2000))  # the address of the source when it was entered or asked for
    url: Mapped[str] = mapped_column(String(2000), default="")
    state: Mapped[CopyState]
    is_asked: Mapped[bool]  # of the service by Factcheck; else a person has entered the address
    reason: Mapped[str] = mapped_column(default="")  # of a failure, in words
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    source: Mapped[Source] = relationship()
    added_by: Mapped[User] = relationship()

    @property
    def service(self) -> str:
        """The host of the archive; empty before it has answered."""
        return urlsplit(self.url).hostname or ""

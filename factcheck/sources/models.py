"""The library of sources."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from factcheck.accounts.models import User
from factcheck.db import Base, Timestamped, db
from factcheck.db.archivable import Archivable
from factcheck.db.row_states import Audited
from factcheck.fulltext.findable import Findable, joined
from factcheck.fulltext.index import Index, Searched, add_searched
from factcheck.urls import key

WORDS = Index("source_fts")


class SourceKind(enum.StrEnum):
    """The kind of a source."""

    PAGE = "page"
    PAPER = "paper"
    REPORT = "report"
    DATASET = "dataset"
    INTERVIEW = "interview"
    LAW = "law"
    OTHER = "other"


class Source(Audited, Findable, Archivable, Timestamped, Base):
    """An entry in the library: one source serves many claims."""

    __tablename__ = "sources"
    words_index = WORDS
    found_by = ("title", "publisher", "author", "url")

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    publisher: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    published_on: Mapped[date | None]
    url: Mapped[str | None] = mapped_column(String(2000))  # as it was typed
    url_key: Mapped[str | None] = mapped_column(String(2000), unique=True)  # the normalised address, for comparison
    kind: Mapped[SourceKind]
    is_primary: Mapped[bool]
    origin: Mapped[str] = mapped_column(default="")  # who produced the information
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    revision: Mapped[int] = mapped_column(default=1)

    added_by: Mapped[User] = relationship()

    @validates("url")
    def _compare(self, name: str, url: str | None) -> str | None:
        """Update the normalised address when the address changes."""
        if url != self.url:
            self.url_key = key(url) if url else None
        return url

    def searched_text(self) -> str:
        """Title, publisher, author and address, the latter also without percent-encoding (RFC 3986, 2.1)."""
        url = self.url or ""
        return joined(self.title, self.publisher, self.author, url, unquote(url) if "%" in url else "")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


def _texts(ids: list[int]) -> Iterator[tuple[int, str]]:
    rows = db.session.scalars(select(Source).where(Source.id.in_(ids)))
    return ((row.id, row.searched_text()) for row in rows)


add_searched("sources", Searched(WORDS, Source.id, _texts))

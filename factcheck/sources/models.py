"""The library of sources."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

from sqlalchemy import ForeignKey, String, select, text
from sqlalchemy import Index as SchemaIndex
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from factcheck.accounts.models import User
from factcheck.citations.publisher_names import name_key
from factcheck.db import Archivable, Base, Timestamped, db
from factcheck.db.row_states import Audited
from factcheck.fulltext.findable import Findable, joined
from factcheck.fulltext.index import Index, Searched, add_searched
from factcheck.urls import key
from factcheck.visibility.sources import OfSource

CONFIDENTIAL = text("confidential_since IS NOT NULL")
WORDS = Index("source_fts")
MERGE_ACTS = ("source:merge", "source:merge-into", "source:unmerge", "source:unmerge-from")  # these move captures
USES = Index("evidence_fts")  # of what is quoted from sources, which the room above adds


class SourceKind(enum.StrEnum):
    """The kind of a source."""

    PAGE = "page"
    DOCUMENT = "document"
    REPORT = "report"
    DATASET = "dataset"
    STUDY = "study"
    PAPER = "paper"
    BOOK = "book"
    LAW = "law"
    ARTICLE = "article"
    INTERVIEW = "interview"
    SPEECH = "speech"
    POST = "post"
    IMAGE = "image"
    RECORDING = "recording"
    OTHER = "other"


class SourceClass(enum.StrEnum):
    """How near a source is to the information; nobody has said it yet of an unclassified one."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"
    UNCLASSIFIED = "unclassified"


class Source(OfSource, Audited, Findable, Archivable, Timestamped, Base):
    """An entry in the library: one source serves many claims. One that was merged into another is archived, too."""

    __tablename__ = "sources"
    words_index = WORDS
    found_by = ("title", "publisher", "authors", "url")
    source_columns = ("id",)
    unaudited = frozenset({"publisher_key"})
    __table_args__ = (
        SchemaIndex("ix_sources_confidential", "id", sqlite_where=CONFIDENTIAL, postgresql_where=CONFIDENTIAL),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    publisher: Mapped[str] = mapped_column(default="")  # as it is printed
    publisher_key: Mapped[str] = mapped_column(String(300), default="", server_default="", index=True)  # for comparison
    authors: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")  # names, as `Family, Given` or whole
    published_on: Mapped[date | None]
    url: Mapped[str | None] = mapped_column(String(2000))  # as it was typed
    url_key: Mapped[str | None] = mapped_column(String(2000), unique=True)  # the normalised address, for comparison
    kind: Mapped[SourceKind]
    source_class: Mapped[SourceClass] = mapped_column(
        default=SourceClass.UNCLASSIFIED, server_default=SourceClass.UNCLASSIFIED.value
    )
    language: Mapped[str] = mapped_column(String(35), default="", server_default="")  # BCP 47; empty if nobody said it
    interests: Mapped[str] = mapped_column(default="", server_default="")  # who paid for it, and the like; for readers
    csl: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")  # of an import: what has no column
    origin: Mapped[str] = mapped_column(default="")  # who produced the information
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    confidential_since: Mapped[datetime | None]  # UTC; None of a source that everybody may see
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), index=True)
    revision: Mapped[int] = mapped_column(default=1)

    added_by: Mapped[User] = relationship()
    merged_into: Mapped[Source | None] = relationship(remote_side=id)

    @validates("url", "confidential_since")
    def _compare(self, name: str, value: Any) -> Any:
        """Update the normalised address; a confidential source has none, so that nobody finds out by its address."""
        if value == getattr(self, name):
            return value
        url, since = (value, self.confidential_since) if name == "url" else (self.url, value)
        self.url_key = key(url) if url and since is None else None
        return value

    @validates("publisher")
    def _compare_publisher(self, _: str, name: str) -> str:
        """Update the form in which names of publishers are compared."""
        self.publisher_key = name_key(name)
        return name

    @property
    def current(self) -> Source:
        """The record that this one became part of when they were merged; itself if it wasn't."""
        return self.merged_into.current if self.merged_into else self

    @property
    def author(self) -> str:
        """The authors in one line."""
        return "; ".join(self.authors)

    @property
    def is_confidential(self) -> bool:
        """Whether only those see it who work on a claim that uses it (visibility/sources.py)."""
        return self.confidential_since is not None

    @property
    def is_primary(self) -> bool:
        """Whether somebody said that it produced or witnessed the information."""
        return self.source_class is SourceClass.PRIMARY

    def searched_text(self) -> str:
        """Title, publisher, authors and address, the latter also without percent-encoding (RFC 3986, 2.1)."""
        url = self.url or ""
        return joined(self.title, self.publisher, self.author, url, unquote(url) if "%" in url else "")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


class SourceNote(OfSource, Audited, Archivable, Timestamped, Base):
    """What one person says of a source's reliability, and why; a removed one is archived."""

    __tablename__ = "source_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str]
    reason: Mapped[str]

    source: Mapped[Source] = relationship()
    author: Mapped[User] = relationship()


def _texts(ids: list[int]) -> Iterator[tuple[int, str]]:
    rows = db.session.scalars(select(Source).where(Source.id.in_(ids)))
    return ((row.id, row.searched_text()) for row in rows)


add_searched("sources", Searched(WORDS, Source.id, _texts))

"""Texts under examination."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from factcheck.accounts.models import User
from factcheck.articles.medium import Medium
from factcheck.db import Archivable, Base, Timestamped
from factcheck.db.row_states import Audited
from factcheck.urls import key


class Article(Audited, Archivable, Timestamped, Base):
    """A text under examination: its details may be edited, its versions never change."""

    __tablename__ = "articles"
    __table_args__ = (Index("ix_articles_created_at_id", "created_at", "id"),)  # the order of the list

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    publisher: Mapped[str]
    byline: Mapped[str]
    published_on: Mapped[date | None]  # None: known to be unknown
    language: Mapped[str] = mapped_column(String(35), index=True)  # BCP 47
    direction: Mapped[str] = mapped_column(String(4))  # ltr or rtl
    canonical_url: Mapped[str | None] = mapped_column(String(2000))  # as it was typed
    url_key: Mapped[str | None] = mapped_column(String(2000), index=True)  # as it is compared; several may share it
    medium: Mapped[Medium] = mapped_column(default=Medium.ARTICLE, server_default=Medium.ARTICLE.value)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    revision: Mapped[int] = mapped_column(default=1)

    added_by: Mapped[User] = relationship()
    versions: Mapped[list[Version]] = relationship(back_populates="article", order_by="Version.number")

    @property
    def newest(self) -> Version:
        """The newest version that is open: the one people work on."""
        return next(version for version in reversed(self.versions) if version.opened_at is not None)

    @validates("canonical_url")
    def _compare(self, name: str, url: str | None) -> str | None:
        """Update the normalised address."""
        self.url_key = key(url) if url else None
        return url

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


class Version(Audited, Timestamped, Base):
    """One frozen state of an article's text: blocks, plain text, and the digests of it and its raw bytes.

    Nothing changes except `opened_at`, once: until the marks are carried over, nobody works on it. An article has at
    most one version in preparation.
    """

    __tablename__ = "versions"
    unaudited = frozenset({"text"})
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        Index(
            "uq_versions_unopened",
            "article_id",
            unique=True,
            sqlite_where=text("opened_at IS NULL"),
            postgresql_where=text("opened_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int]
    headline: Mapped[str]  # the article's headline when this version was added
    text: Mapped[str] = mapped_column(deferred=True)
    blocks: Mapped[list[Any]] = mapped_column(deferred=True)  # [kind, start, end] in code points, end exclusive
    length: Mapped[int]  # code points
    left_out: Mapped[list[Any]] = mapped_column(deferred=True, server_default="[]")  # `left_out.stored`
    left_out_count: Mapped[int] = mapped_column(default=0, server_default="0")  # parts of the page
    left_out_length: Mapped[int] = mapped_column(default=0, server_default="0")  # code points
    notes: Mapped[list[Any]] = mapped_column(deferred=True, server_default="[]")  # of its file: `frozen.stored`
    text_sha256: Mapped[str] = mapped_column(String(64), index=True)
    raw_sha256: Mapped[str] = mapped_column(ForeignKey("stored_files.sha256"))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    opened_at: Mapped[datetime | None]

    article: Mapped[Article] = relationship(back_populates="versions")
    added_by: Mapped[User] = relationship()


class FrozenVersion(NamedTuple):
    """The current version of an article as it was read: what never changes of it, and the language of its article."""

    id: int
    article_id: int
    number: int
    text: str
    blocks: list[Any]
    length: int
    language: str


AnyVersion = Version | FrozenVersion

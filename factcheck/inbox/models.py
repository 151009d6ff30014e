"""Feeds that are followed, how their fetching goes, and the candidates that they brought."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.db import Archivable, Base, Timestamped
from factcheck.db.row_states import Audited


class FollowedFeed(Audited, Archivable, Timestamped, Base):
    """A feed or sitemap that is fetched at an interval; an address is followed once."""

    __tablename__ = "followed_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(2000))  # as it was typed
    url_key: Mapped[str] = mapped_column(String(2000), unique=True)  # as it is compared
    keywords: Mapped[str] = mapped_column(String(2000))  # one of which an entry must have; empty: all entries are kept
    interval_hours: Mapped[int]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    revision: Mapped[int] = mapped_column(default=1)

    added_by: Mapped[User] = relationship()
    fetches: Mapped[FeedFetches] = relationship(back_populates="feed", lazy="joined")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


class FeedFetches(Base):
    """How fetching a feed goes: kept apart, because it says nothing about what people did."""

    __tablename__ = "feed_fetches"

    feed_id: Mapped[int] = mapped_column(ForeignKey("followed_feeds.id"), primary_key=True, autoincrement=False)
    etag: Mapped[str] = mapped_column(String(2000), default="")
    last_modified: Mapped[str] = mapped_column(String(2000), default="")
    fetched_at: Mapped[datetime | None]  # when it was last fetched and read, or hadn't changed
    due_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    reason: Mapped[str] = mapped_column(default="")  # of the last failure, in words
    unmatched: Mapped[int] = mapped_column(default=0)  # entries of the last reading without a keyword
    without_address: Mapped[int] = mapped_column(default=0)  # entries of the last reading that lead to no web page

    feed: Mapped[FollowedFeed] = relationship(back_populates="fetches")


class FeedCandidate(Audited, Timestamped, Base):
    """An entry of a feed that may become an article. An address is a candidate once, whichever feed brings it.

    Whether it became an article isn't stored: `Article.url_key` says so.
    """

    __tablename__ = "feed_candidates"
    __table_args__ = (Index("ix_feed_candidates_dismissed_at_id", "dismissed_at", "id"),)
    unaudited = frozenset({"folded_words"})

    id: Mapped[int] = mapped_column(primary_key=True)
    feed_id: Mapped[int] = mapped_column(ForeignKey("followed_feeds.id"), index=True)
    url: Mapped[str] = mapped_column(String(2000))  # as the feed gives it
    url_key: Mapped[str] = mapped_column(String(2000), unique=True)  # as it is compared
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(String(1000))
    folded_words: Mapped[str]  # of title and summary, as they are searched (`keywords.folded`)
    published_at: Mapped[datetime | None]  # as the feed says
    dismissed_at: Mapped[datetime | None]
    dismissed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    feed: Mapped[FollowedFeed] = relationship()
    dismissed_by: Mapped[User | None] = relationship()

"""Watched pages, how looking at them goes, quotations that changed on them, and the rules of their sites for robots."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.anchoring.selectors import WordingChange
from factcheck.articles.models import Article
from factcheck.captures.models import Capture
from factcheck.db import Base, Timestamped
from factcheck.db.row_states import Audited
from factcheck.evidence.models import Evidence
from factcheck.sources.models import Source
from factcheck.visibility.sources import OfEvidence, OfSource


class LookResult(enum.StrEnum):
    """The result of the last look at a page."""

    UNCHANGED = "unchanged"
    CHANGED = "changed-page"  # it has other words than the newest capture or version had
    UPDATED = "new-version"  # quoted words of an article changed, so a version was added
    FAILED = "look-failed"
    FORBIDDEN = "not-allowed"  # by the robots.txt of its site
    MISSING = "missing"  # its site has no such page, at this look
    GONE = "gone"  # nor had it at the look before


class WatchedPage(OfSource, Audited, Timestamped, Base):
    """The page of a source or an article that is looked at again and again while `is_on`."""

    __tablename__ = "watched_pages"
    __table_args__ = (CheckConstraint("(source_id IS NULL) <> (article_id IS NULL)", name="has_one_subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), unique=True)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), unique=True)
    is_on: Mapped[bool]
    switched_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))  # who is named for what looking brings

    source: Mapped[Source | None] = relationship()
    article: Mapped[Article | None] = relationship()
    switched_by: Mapped[User] = relationship()
    looks: Mapped[PageLooks] = relationship(back_populates="page", lazy="joined")

    @property
    def url(self) -> str:
        """The address as it is now; empty if it was removed."""
        return (self.source.url if self.source else self.article.canonical_url if self.article else "") or ""

    @property
    def title(self) -> str:
        """The title of the source or the article."""
        return self.source.title if self.source else self.article.title if self.article else ""


class PageLooks(Base):
    """How looking at a page goes: kept apart, because it says nothing about what people did."""

    __tablename__ = "page_looks"

    page_id: Mapped[int] = mapped_column(ForeignKey("watched_pages.id"), primary_key=True, autoincrement=False)
    url: Mapped[str] = mapped_column(String(2000), default="")  # that the validators are of
    etag: Mapped[str] = mapped_column(String(2000), default="")
    last_modified: Mapped[str] = mapped_column(String(2000), default="")
    due_at: Mapped[datetime] = mapped_column(index=True)
    looked_at: Mapped[datetime | None]  # the last attempt
    seen_at: Mapped[datetime | None]  # the last attempt at which the page was had
    count: Mapped[int] = mapped_column(default=0)  # looks at which the page was had
    result: Mapped[LookResult | None]
    reason: Mapped[str] = mapped_column(default="")  # of a failure, in words
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    failing_since: Mapped[datetime | None]

    page: Mapped[WatchedPage] = relationship(back_populates="looks")


class AlarmOutcome(enum.StrEnum):
    """How an alarm about a quotation ended."""

    HOLDS = "still-holds"  # a person has looked: the evidence supports what it is cited for
    REPLACED = "quotation-replaced"
    WITHDRAWN = "withdrawn"
    RESTORED = "words-restored"  # the page has the words again


class QuoteAlarm(OfEvidence, Audited, Timestamped, Base):
    """The words that a piece of evidence quotes changed, moved or disappeared; at most one alarm of each is open.

    `old_capture.text[old_start:old_end]` was quoted; `capture.text[start:end]` is what has its place now, if anything.
    """

    __tablename__ = "quote_alarms"
    __table_args__ = (
        CheckConstraint("(change = 'removed') = (start IS NULL)", name="removed_is_nowhere"),
        Index(
            "uq_quote_alarms_open",
            "evidence_id",
            unique=True,
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    change: Mapped[WordingChange]
    old_capture_id: Mapped[int] = mapped_column(ForeignKey("capture_records.id"))
    old_start: Mapped[int]  # code points, end exclusive
    old_end: Mapped[int]
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture_records.id"))
    start: Mapped[int | None]
    end: Mapped[int | None]
    words: Mapped[str | None]  # at that place
    outcome: Mapped[AlarmOutcome | None]
    note: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]

    evidence: Mapped[Evidence] = relationship()
    old_capture: Mapped[Capture] = relationship(foreign_keys=[old_capture_id])
    capture: Mapped[Capture] = relationship(foreign_keys=[capture_id])
    decided_by: Mapped[User | None] = relationship()


class RobotsFile(Base):
    """The robots.txt of a site as it was last fetched; `rules` is None if it couldn't be had, for `reason`."""

    __tablename__ = "robots_files"

    origin: Mapped[str] = mapped_column(String(300), primary_key=True)  # such as https://paper.example
    rules: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    fetched_at: Mapped[datetime]

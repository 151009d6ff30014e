"""Captures of sources and articles, and where evidence quotes them."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, Float, ForeignKey, String, UniqueConstraint, and_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.annotations.models import AnchorState
from factcheck.articles.models import Version
from factcheck.db import Archivable, Base, Timestamped
from factcheck.db.row_states import Audited
from factcheck.db.visibility import Guarded
from factcheck.evidence.models import Evidence
from factcheck.sources.models import Source
from factcheck.visibility.sources import OfEvidence, OfSource, hidden_sources


class Door(enum.StrEnum):
    """How the bytes of a capture came in."""

    SERVER = "fetched"  # by this server, from its address
    BROWSER = "from-browser"  # a page as a person's browser has saved it
    UPLOAD = "uploaded"  # any other file
    REDACTION = "redacted"  # made here of another capture, without what is under boxes


class CaptureState(enum.StrEnum):
    """The states of a capture; one that has ended never changes."""

    WAITING = "waiting"
    CAPTURED = "captured"
    FAILED = "not-captured"
    GONE = "gone"  # no longer at its address, where it was captured before


class Capture(OfSource, Audited, Timestamped, Base):
    """What was at the address of a source, or in a file of it, at a moment; or the page of an article's version.

    It belongs to one source or one version. `url` is as it was asked for, `final_url` as it was after redirects.
    """

    __tablename__ = "capture_records"
    unaudited = frozenset({"text"})
    __table_args__ = (
        CheckConstraint("(source_id IS NULL) <> (version_id IS NULL)", name="has_one_subject"),
        CheckConstraint("state <> 'captured' OR raw_sha256 IS NOT NULL", name="captured_has_bytes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id"), index=True)
    door: Mapped[Door]
    state: Mapped[CaptureState]
    reason: Mapped[str] = mapped_column(default="")  # why it failed, or why there is no text, in words
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]  # UTC; of a page that was fetched, when its last byte had come
    url: Mapped[str] = mapped_column(String(2000), default="")
    final_url: Mapped[str] = mapped_column(String(2000), default="")
    http_status: Mapped[int | None]
    headers: Mapped[list[Any]] = mapped_column(default=list)  # [name, value] as the server sent them
    file_name: Mapped[str] = mapped_column(String(300), default="")
    media_type: Mapped[str] = mapped_column(String(120), default="")
    tool: Mapped[str] = mapped_column(String(80), default="")  # what made the bytes, with its version
    tool_version: Mapped[str] = mapped_column(String(80), default="")
    raw_sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_files.sha256"))
    size: Mapped[int | None]  # bytes
    warc_sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_files.sha256"))
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str | None] = mapped_column(deferred=True)
    blocks: Mapped[list[Any]] = mapped_column(default=list, deferred=True)  # [kind, start, end] in code points
    pages: Mapped[list[Any]] = mapped_column(default=list, deferred=True)  # [number, start] in code points
    text_sha256: Mapped[str | None] = mapped_column(String(64))
    extractor: Mapped[str] = mapped_column(String(80), default="")
    extractor_version: Mapped[str] = mapped_column(String(80), default="")

    source: Mapped[Source | None] = relationship()
    version: Mapped[Version | None] = relationship()
    asked_by: Mapped[User] = relationship()


class Redaction(Guarded, Audited, Archivable, Timestamped, Base):
    """A redacted copy of a capture, which seals that original; archived, it is withdrawn, and the original is open.

    `boxes` are page, left, top, width and height, as `redaction/boxes.py` has them.
    """

    __tablename__ = "redactions"

    id: Mapped[int] = mapped_column(primary_key=True)
    original_id: Mapped[int] = mapped_column(ForeignKey("capture_records.id"), index=True)
    copy_id: Mapped[int] = mapped_column(ForeignKey("capture_records.id"), unique=True)
    boxes: Mapped[list[Any]]
    reason: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    original: Mapped[Capture] = relationship(foreign_keys=original_id)
    copy: Mapped[Capture] = relationship(foreign_keys=copy_id)
    author: Mapped[User] = relationship()

    @classmethod
    def visible(cls) -> ColumnElement[bool]:
        """Whether its source isn't hidden."""
        captures = Base.metadata.tables["capture_records"].c
        hidden = select(captures.id).where(captures.source_id.in_(hidden_sources()))
        return and_(cls.original_id.not_in(hidden))


class QuotePlace(OfEvidence, Audited, Timestamped, Base):
    """Where the quotation of a piece of evidence is in a capture: certain, uncertain, or not found.

    `quote_sha256` is of the quotation that was looked for (`evidence/quotation.py`). `decided_by` is who confirmed that
    an uncertain place is the quotation's. `fragment` is the text directive that leads a browser to it,
    if one is unique in the captured text.
    """

    __tablename__ = "quote_places"
    __table_args__ = (
        UniqueConstraint("evidence_id", "capture_id"),
        CheckConstraint("(state = 'orphaned') = (start IS NULL)", name="orphaned_is_nowhere"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture_records.id"), index=True)
    quote_sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[AnchorState]
    score: Mapped[float] = mapped_column(Float)
    start: Mapped[int | None]  # code points of the captured text, end exclusive
    end: Mapped[int | None]
    fragment: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    decided_by: Mapped[User | None] = relationship()
    evidence: Mapped[Evidence] = relationship()
    capture: Mapped[Capture] = relationship()

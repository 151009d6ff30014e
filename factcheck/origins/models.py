"""What people decided on the origin of two sources, and what their captured texts share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Float, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.captures.models import Capture
from factcheck.db import Base, Timestamped
from factcheck.db.row_states import Audited
from factcheck.sources.models import Source
from factcheck.visibility.sources import OfSource


class OriginDecision(OfSource, Audited, Timestamped, Base):
    """A person's word on two sources, lower id first: one origin, or two. Comparing texts anew never changes it.

    `is_one` is None after the decision was taken back.
    """

    __tablename__ = "origin_decisions"
    source_columns = ("low_id", "high_id")
    __table_args__ = (
        UniqueConstraint("low_id", "high_id"),
        CheckConstraint("low_id < high_id", name="lower_first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    low_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    high_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    is_one: Mapped[bool | None]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    decided_by: Mapped[User] = relationship()


class SharedText(OfSource, Timestamped, Base):
    """The passages that the newest captured texts of two sources share, as far as they may have one origin.

    Computed, and replaced whenever one of the sources is captured. `share` is of the shorter text, 0 to 1; a passage is
    `[start, end, other start, other end, words]` in code points of both texts, lower source first.
    """

    __tablename__ = "shared_texts"
    source_columns = ("low_id", "high_id")
    __table_args__ = (
        UniqueConstraint("low_id", "high_id"),
        CheckConstraint("low_id < high_id", name="lower_first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    low_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    high_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    low_capture_id: Mapped[int] = mapped_column(ForeignKey("capture_records.id"))
    high_capture_id: Mapped[int] = mapped_column(ForeignKey("capture_records.id"))
    share: Mapped[float] = mapped_column(Float)
    passages: Mapped[list[Any]]
    agencies: Mapped[list[Any]]

    low: Mapped[Source] = relationship(foreign_keys=low_id)
    high: Mapped[Source] = relationship(foreign_keys=high_id)
    low_capture: Mapped[Capture] = relationship(foreign_keys=low_capture_id)
    high_capture: Mapped[Capture] = relationship(foreign_keys=high_capture_id)


class TextFingerprint(OfSource, Base):
    """A selected hash of the newest captured text of a source (`factcheck/textreuse`), which leads to related texts."""

    __tablename__ = "text_fingerprints"

    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)

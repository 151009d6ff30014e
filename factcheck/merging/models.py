"""Merges of two records of one source, pairs that are two sources by people's word, and what tells that two are one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.db import Archivable, Base, Timestamped
from factcheck.db.row_states import Audited
from factcheck.sources.models import Source
from factcheck.visibility.sources import OfSource


class SourceMerge(OfSource, Audited, Timestamped, Base):
    """A record that became part of another one, with all that parting them again needs.

    `fields` has each detail that the record that stays took from the other: its value before and after. `moved` has the
    ids of the rows that moved, by kind (`moving.py`). Of each record there is at most one merge that wasn’t undone.
    """

    __tablename__ = "source_merges"
    source_columns = ("kept_id", "merged_id")
    __table_args__ = (
        CheckConstraint("kept_id <> merged_id", name="two_records"),
        Index(
            "uq_source_merges_standing",
            "merged_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    merged_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    fields: Mapped[dict[str, Any]]
    moved: Mapped[dict[str, Any]]
    was_archived_at: Mapped[datetime | None]  # the record that became part of the other
    undone_at: Mapped[datetime | None]

    kept: Mapped[Source] = relationship(foreign_keys=kept_id)
    merged: Mapped[Source] = relationship(foreign_keys=merged_id)
    merged_by: Mapped[User] = relationship()


class DistinctSources(OfSource, Audited, Archivable, Timestamped, Base):
    """A person's word that two records that look alike are two sources, lower id first; archived if taken back."""

    __tablename__ = "distinct_sources"
    source_columns = ("low_id", "high_id")
    __table_args__ = (
        UniqueConstraint("low_id", "high_id"),
        CheckConstraint("low_id < high_id", name="lower_first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    low_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    high_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    decided_by: Mapped[User] = relationship()


class IdentityKey(OfSource, Base):
    """Something that only one source should have (`identity.py`); computed, and replaced at each edit."""

    __tablename__ = "identity_keys"
    __table_args__ = (UniqueConstraint("source_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"))
    key: Mapped[str] = mapped_column(String(80), index=True)

    source: Mapped[Source] = relationship()

"""Checkable statements and who made them."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.db import Archivable, Base, Timestamped, db
from factcheck.db.row_states import Audited
from factcheck.fulltext.findable import Findable, joined
from factcheck.fulltext.index import Index as WordIndex
from factcheck.fulltext.index import Searched, add_searched

if TYPE_CHECKING:
    from factcheck.annotations.models import Annotation  # which is above; SQLAlchemy finds it by its name

WORDS = WordIndex("claim_fts")


class ClaimantKind(enum.StrEnum):
    """schema.org types of an author."""

    PERSON = "person"
    ORGANISATION = "organisation"


class ClaimKind(enum.StrEnum):
    """Whether facts can decide a claim, and if not, what it is instead."""

    CHECKABLE = "checkable"
    OPINION = "opinion"
    PREDICTION = "prediction"
    PROMISE = "promise"
    SATIRE = "satire"
    VAGUE = "vague"
    OTHER = "other"


class ClaimState(enum.StrEnum):
    """The state of a claim's work."""

    OPEN = "open"
    IN_REVIEW = "in-review"
    DECIDED = "decided"
    NOT_CHECKABLE = "not-checkable"


claim_tags = Table(
    "claim_tags",
    Base.metadata,
    Column("claim_id", ForeignKey("claims.id"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True, index=True),
)


class Tag(Audited, Base):
    """A keyword of claims; lower case, one spelling."""

    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class Claimant(Audited, Timestamped, Base):
    """A person or organisation that claims something; claims with exactly the same details share the row."""

    __tablename__ = "claimants"
    __table_args__ = (
        UniqueConstraint("name", "role", "kind", "wikidata_id"),
        Index(
            "uq_claimants_without_id",
            "name",
            "role",
            "kind",
            unique=True,
            sqlite_where=text("wikidata_id IS NULL"),
            postgresql_where=text("wikidata_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    kind: Mapped[ClaimantKind]
    wikidata_id: Mapped[str | None] = mapped_column(String(20), index=True)  # Q and digits


class Claim(Audited, Findable, Archivable, Timestamped, Base):
    """One checkable statement, said by a claimant on a date; belongs to no article, may appear in many."""

    __tablename__ = "claims"
    __table_args__ = tuple(
        Index(name, *columns, sqlite_where=text(rows), postgresql_where=text(rows))
        for name, columns, rows in (
            ("ix_claims_in_use", ("state", "archived_at"), "archived_at IS NULL"),
            ("ix_claims_archived", ("archived_at",), "archived_at IS NOT NULL"),
        )
    )
    audited_relationships = ("tags",)
    words_index = WORDS
    found_by = ("statement", "quoted", "claimant", "claimant_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    quoted: Mapped[str]  # the words as first quoted; never changed
    statement: Mapped[str]
    claimant_id: Mapped[int | None] = mapped_column(ForeignKey("claimants.id"), index=True)
    said_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")
    kind: Mapped[ClaimKind] = mapped_column(default=ClaimKind.CHECKABLE)
    kind_reason: Mapped[str] = mapped_column(default="")
    state: Mapped[ClaimState] = mapped_column(default=ClaimState.OPEN, index=True)
    rating_key: Mapped[str | None] = mapped_column(String(40))  # of the approved verdict: the tone of its marks
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    words_changed_at: Mapped[datetime | None]  # when a mark of it was last moved: earlier reviews saw other words
    revision: Mapped[int] = mapped_column(default=1)

    author: Mapped[User] = relationship()
    claimant: Mapped[Claimant | None] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary=claim_tags, order_by=Tag.name)
    annotations: Mapped[list[Annotation]] = relationship(back_populates="claim", order_by="Annotation.id")

    def searched_text(self) -> str:
        """Statement, quoted words and the claimant's name."""
        return joined(self.statement, self.quoted, self.claimant.name if self.claimant else "")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


def _texts(ids: list[int]) -> Iterator[tuple[int, str]]:
    rows = db.session.scalars(select(Claim).options(joinedload(Claim.claimant)).where(Claim.id.in_(ids)))
    return ((row.id, row.searched_text()) for row in rows)


add_searched("claims", Searched(WORDS, Claim.id, _texts))

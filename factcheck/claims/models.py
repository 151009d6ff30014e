"""Checkable statements, who made them, and the words that they stand in."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, String, Table, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.anchoring.selectors import Change
from factcheck.articles.models import Article, Version
from factcheck.db import Base, Timestamped, db
from factcheck.fulltext.index import Findable, Searched, add_searched, joined
from factcheck.fulltext.index import Index as WordIndex
from factcheck.row_states import Told

WORDS = WordIndex("claim_fts")


class ClaimantKind(enum.StrEnum):
    """schema.org types of an author."""

    PERSON = "person"
    ORGANISATION = "organisation"


class Kind(enum.StrEnum):
    """Whether facts can decide a claim, and if not, what it is instead."""

    CHECKABLE = "checkable"
    OPINION = "opinion"
    PREDICTION = "prediction"
    PROMISE = "promise"
    SATIRE = "satire"
    VAGUE = "vague"
    OTHER = "other"


class ClaimState(enum.StrEnum):
    """Where a claim stands on its way through the house."""

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


class Tag(Told, Base):
    """A word by which claims are found again; lower case, one spelling."""

    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class Claimant(Told, Timestamped, Base):
    """A person or organisation that claims something, in one wording; claims that say just that share the row."""

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


class Claim(Told, Findable, Timestamped, Base):
    """One checkable statement, said by a claimant on a date; belongs to no article, may appear in many."""

    __tablename__ = "claims"
    told_too = ("tags",)
    words_index = WORDS
    found_by = ("statement", "quoted", "claimant", "claimant_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    quoted: Mapped[str]  # the words as first quoted: never changed
    statement: Mapped[str]
    claimant_id: Mapped[int | None] = mapped_column(ForeignKey("claimants.id"), index=True)
    said_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")
    kind: Mapped[Kind] = mapped_column(default=Kind.CHECKABLE)
    kind_reason: Mapped[str] = mapped_column(default="")
    state: Mapped[ClaimState] = mapped_column(default=ClaimState.OPEN, index=True)
    rating_key: Mapped[str | None] = mapped_column(String(40))  # of the approved verdict: the tone of its marks
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    archived_at: Mapped[datetime | None]
    words_changed_at: Mapped[datetime | None]  # when a mark of it was moved last: earlier reviews saw other words
    revision: Mapped[int] = mapped_column(default=1)

    author: Mapped[User] = relationship()
    claimant: Mapped[Claimant | None] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary=claim_tags, order_by=Tag.name)
    annotations: Mapped[list[Annotation]] = relationship(back_populates="claim", order_by="Annotation.id")

    def searched_text(self) -> str:
        """Statement, quoted words and the claimant's name."""
        return joined(self.statement, self.quoted, self.claimant.name if self.claimant else "")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as it stands


def _texts(ids: list[int]) -> Iterator[tuple[int, str]]:
    rows = db.session.scalars(select(Claim).options(joinedload(Claim.claimant)).where(Claim.id.in_(ids)))
    return ((row.id, row.searched_text()) for row in rows)


add_searched("claims", Searched(WORDS, Claim.id, _texts))


class Scope(enum.StrEnum):
    """What of an article an annotation is about; its parts are those words, or what it hangs on."""

    WORDS = "words"
    OMISSION = "omission"  # something is missing after its part, a sentence
    ARTICLE = "article"  # the article as a whole; its part is the headline


class Annotation(Told, Timestamped, Base):
    """Ties a claim to words of one version: one or more parts."""

    __tablename__ = "annotations"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    archived_at: Mapped[datetime | None]
    scope: Mapped[Scope] = mapped_column(default=Scope.WORDS)

    claim: Mapped[Claim] = relationship(back_populates="annotations")
    article: Mapped[Article] = relationship()
    version: Mapped[Version] = relationship()
    author: Mapped[User] = relationship()
    parts: Mapped[list[Part]] = relationship(back_populates="annotation", order_by="Part.position")


class Part(Told, Base):
    """One run of words: `version.text[start:end] == exact`, in code points, end exclusive (W3C selectors)."""

    __tablename__ = "parts"
    __table_args__ = (Index(None, "version_id", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotations.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    position: Mapped[int]  # order within the annotation, from 1
    start: Mapped[int]
    end: Mapped[int]
    exact: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)

    annotation: Mapped[Annotation] = relationship(back_populates="parts")
    version: Mapped[Version] = relationship()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as it stands


class Carried(enum.StrEnum):
    """How a part came into a later version: sure, to be looked at by a person, or lost; one of the three, always."""

    SURE = "sure"
    LOOK = "look"
    LOST = "lost"


class Placement(Told, Timestamped, Base):
    """Where a part stands in a later version than its own: one row for each part and version, found or lost.

    `version.text[start:end] == exact`, in code points; what is lost has none of the three.
    """

    __tablename__ = "placements"
    __table_args__ = (
        UniqueConstraint("part_id", "version_id"),
        Index(None, "version_id", "start"),
        CheckConstraint("(state = 'lost') = (start IS NULL)", name="lost_is_nowhere"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("parts.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    state: Mapped[Carried]
    change: Mapped[Change]
    score: Mapped[float] = mapped_column(Float)
    start: Mapped[int | None]
    end: Mapped[int | None]
    exact: Mapped[str | None]
    revision: Mapped[int] = mapped_column(default=1)

    part: Mapped[Part] = relationship()
    version: Mapped[Version] = relationship()
    settlements: Mapped[list[Settlement]] = relationship(back_populates="placement", order_by="Settlement.id")

    @property
    def settlement(self) -> Settlement | None:
        """What a person said of it last, if that stands."""
        return next((it for it in reversed(self.settlements) if it.undone_at is None), None)

    @property
    def needs_person(self) -> bool:
        """Whether somebody must still say whether this is right."""
        return self.state is not Carried.SURE and self.settlement is None

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as it stands


NOWHERE: Mapping[str, Any] = {  # the fields of a placement that is lost
    "state": Carried.LOST,
    "change": Change.REMOVED,
    "score": 0.0,
    "start": None,
    "end": None,
    "exact": None,
}


class Settling(enum.StrEnum):
    """What a person can say of a mark that was carried over."""

    CONFIRM = "confirm"
    MOVE = "move"
    GIVE_UP = "give-up"


class Settlement(Told, Timestamped, Base):
    """A person's word on a carried mark, with its place as it was before; the newest that stands can be undone."""

    __tablename__ = "settlements"

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"), index=True)
    kind: Mapped[Settling]
    before: Mapped[dict[str, Any]]  # the fields of the placement that it changed
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    undone_at: Mapped[datetime | None]

    placement: Mapped[Placement] = relationship(back_populates="settlements")
    author: Mapped[User] = relationship()

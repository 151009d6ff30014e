"""Annotations: which words of which version a claim is about, and where they are in later versions."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.anchoring.selectors import WordingChange
from factcheck.articles.models import Article, Version
from factcheck.claims.models import Claim
from factcheck.db import Base, Timestamped
from factcheck.row_states import Told


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

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


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
    change: Mapped[WordingChange]
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

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


NOWHERE: Mapping[str, Any] = {  # the fields of a placement that is lost
    "state": Carried.LOST,
    "change": WordingChange.REMOVED,
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

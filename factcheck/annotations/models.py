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
from factcheck.db import Archivable, Base, Timestamped
from factcheck.db.row_states import Audited


class Scope(enum.StrEnum):
    """What an annotation is about; its targets are those words, or the words it is attached to."""

    WORDS = "words"
    OMISSION = "omission"  # something is missing after its target, a sentence
    ARTICLE = "article"  # the article as a whole; its target is the headline


class Annotation(Audited, Archivable, Timestamped, Base):
    """Ties a claim to words of one version: one or more targets."""

    __tablename__ = "annotations"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    scope: Mapped[Scope] = mapped_column(default=Scope.WORDS)

    claim: Mapped[Claim] = relationship(back_populates="annotations")
    article: Mapped[Article] = relationship()
    version: Mapped[Version] = relationship()
    author: Mapped[User] = relationship()
    targets: Mapped[list[Target]] = relationship(back_populates="annotation", order_by="Target.position")


class Target(Audited, Base):
    """One run of words: `version.text[start:end] == exact`, in code points, end exclusive (W3C selectors)."""

    __tablename__ = "targets"
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

    annotation: Mapped[Annotation] = relationship(back_populates="targets")
    version: Mapped[Version] = relationship()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


class AnchorState(enum.StrEnum):
    """How a target was found in a later version; if uncertain, a person decides."""

    CONFIDENT = "confident"
    UNCERTAIN = "uncertain"
    ORPHANED = "orphaned"


class Anchor(Audited, Timestamped, Base):
    """Where a target is in a later version than its own: one row for each target and version, found or orphaned.

    `version.text[start:end] == exact`, in code points; an orphaned target has none of the three.
    """

    __tablename__ = "anchors"
    __table_args__ = (
        UniqueConstraint("target_id", "version_id"),
        Index(None, "version_id", "start"),
        CheckConstraint("(state = 'orphaned') = (start IS NULL)", name="orphaned_is_nowhere"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("targets.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    state: Mapped[AnchorState]
    change: Mapped[WordingChange]
    score: Mapped[float] = mapped_column(Float)
    start: Mapped[int | None]
    end: Mapped[int | None]
    exact: Mapped[str | None]
    revision: Mapped[int] = mapped_column(default=1)

    target: Mapped[Target] = relationship()
    version: Mapped[Version] = relationship()
    decisions: Mapped[list[AnchorDecision]] = relationship(back_populates="anchor", order_by="AnchorDecision.id")

    @property
    def decision(self) -> AnchorDecision | None:
        """The newest decision on it that wasn't undone."""
        return next((it for it in reversed(self.decisions) if it.undone_at is None), None)

    @property
    def needs_person(self) -> bool:
        """Whether a person must still decide."""
        return self.state is not AnchorState.CONFIDENT and self.decision is None

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


NOWHERE: Mapping[str, Any] = {  # the fields of an orphaned anchor
    "state": AnchorState.ORPHANED,
    "change": WordingChange.REMOVED,
    "score": 0.0,
    "start": None,
    "end": None,
    "exact": None,
}


class DecisionKind(enum.StrEnum):
    """The decisions on a highlight that was carried over."""

    CONFIRM = "confirm"
    MOVE = "move"
    GIVE_UP = "give-up"


class AnchorDecision(Audited, Timestamped, Base):
    """A person's decision on an anchor, with its former fields; the newest that wasn't undone can be undone."""

    __tablename__ = "anchor_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    anchor_id: Mapped[int] = mapped_column(ForeignKey("anchors.id"), index=True)
    kind: Mapped[DecisionKind]
    before: Mapped[dict[str, Any]]  # the fields of the anchor that it changed
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    undone_at: Mapped[datetime | None]

    anchor: Mapped[Anchor] = relationship(back_populates="decisions")
    author: Mapped[User] = relationship()

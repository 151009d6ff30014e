"""Scales, assignments and reviews."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint, exists, func, inspect, literal, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.db import Base, Timestamped
from factcheck.db.row_states import Audited


class Confidence(enum.StrEnum):
    """How sure a reviewer is of their rating."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Scale(Audited, Timestamped, Base):
    """A versioned set of ratings; a scale in use never changes, a new version follows it."""

    __tablename__ = "scales"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    name: Mapped[str]
    is_default: Mapped[bool]

    ratings: Mapped[list[Rating]] = relationship(back_populates="scale", order_by="Rating.rank")


class Rating(Audited, Base):
    """A value on a scale with its written definition; `position` is None off the number line."""

    __tablename__ = "ratings"
    __table_args__ = (UniqueConstraint("scale_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scale_id: Mapped[int] = mapped_column(ForeignKey("scales.id"))
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str]
    definition: Mapped[str]
    position: Mapped[int | None]  # 1 is the worst
    rank: Mapped[int]  # the order on screen

    scale: Mapped[Scale] = relationship(back_populates="ratings")


class Assignment(Audited, Timestamped, Base):
    """A claim assigned to one reviewer, with its due date."""

    __tablename__ = "assignments"
    __table_args__ = (UniqueConstraint("claim_id", "reviewer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    due_on: Mapped[date | None] = mapped_column()
    due_key: Mapped[date] = column_property(func.coalesce(due_on, literal(date(9999, 12, 31), Date)))  # None sorts last
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship()
    reviewer: Mapped[User] = relationship(foreign_keys=[reviewer_id])
    assigned_by: Mapped[User] = relationship(foreign_keys=[assigned_by_id])


class ShownBy(enum.StrEnum):
    """What showed a person how another rates a claim."""

    REVIEWS = "reviews"
    VERDICT = "verdict"  # an unapproved one
    DESK = "desk"  # the ratings in a list
    HISTORY = "history"
    EARLIER = "earlier"  # it could have been shown before exposures were recorded


class Exposure(Timestamped, Base):
    """A person was shown how another rates a claim; the first time counts."""

    __tablename__ = "exposures"
    __table_args__ = (UniqueConstraint("user_id", "claim_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    shown_by: Mapped[ShownBy]


class Recheck(Base):
    """A request that one person re-checks a claim which somebody else has changed; deleted once it was seen."""

    __tablename__ = "rechecks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), primary_key=True, index=True)
    since_event_id: Mapped[int] = mapped_column(ForeignKey("audit_events.id"))  # the first event they haven't seen

    claim: Mapped[Claim] = relationship()


class Review(Audited, Timestamped, Base):
    """One reviewer's rating of one claim, never changed; a later one by the same person supersedes it."""

    __tablename__ = "reviews"
    __table_args__ = (
        Index(
            "uq_reviews_standing",
            "claim_id",
            "reviewer_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    rating_id: Mapped[int] = mapped_column(ForeignKey("ratings.id"))
    rationale: Mapped[str]
    confidence: Mapped[Confidence]
    is_blind: Mapped[bool]  # submitted by somebody who was never shown how another rates the claim
    superseded_at: Mapped[datetime | None]

    claim: Mapped[Claim] = relationship()
    reviewer: Mapped[User] = relationship()
    rating: Mapped[Rating] = relationship()


inspect(Claim).add_property(  # for permissions: the room of claims is below this one
    "is_reviewed", column_property(exists().where(Review.claim_id == Claim.id), deferred=True)
)

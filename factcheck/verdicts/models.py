"""Verdicts on claims."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ScalarSelect, String, UniqueConstraint, false, func, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.db import Base, Timestamped
from factcheck.db.row_states import Audited
from factcheck.fulltext.findable import Findable, Index
from factcheck.reviews.models import Rating


class EditionState(enum.StrEnum):
    """The states of an edition; `workflow.py` has the transitions."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent-back"
    APPROVED = "approved"
    PUBLISHED = "published"


APPROVED = (EditionState.APPROVED, EditionState.PUBLISHED)


class CorrectionClass(enum.StrEnum):
    """What a later edition changes, from least to most."""

    TYPO = "typo"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    CORRECTION = "correction"
    VERDICT_CHANGED = "verdict-changed"
    VOID = "void"  # only in editions from before there were withdrawals


class Verdict(Audited, Timestamped, Base):
    """The newsroom's verdict on a claim: at most one per claim, at an address that never changes."""

    __tablename__ = "verdicts"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), unique=True)
    slug: Mapped[str | None] = mapped_column(String(120), unique=True)  # set at the first approval, permanent

    claim: Mapped[Claim] = relationship()
    editions: Mapped[list[Edition]] = relationship(back_populates="verdict", order_by="Edition.number")
    takedowns: Mapped[list[Takedown]] = relationship(back_populates="verdict", order_by="Takedown.id")

    @property
    def takedown(self) -> Takedown | None:
        """The takedown that was carried out; None as long as the text may be shown."""
        return next((it for it in self.takedowns if it.is_done), None)

    @property
    def takedown_asked(self) -> Takedown | None:
        """The takedown request that waits for another editor."""
        return next((it for it in self.takedowns if it.decided_at is None), None)


class Withdrawal(Audited, Timestamped, Base):
    """An editor's statement that a published verdict no longer holds: its text is marked, its rating removed.

    It belongs to the edition that was the newest published one, and ends when a later one is published; never changed.
    """

    __tablename__ = "withdrawals"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), unique=True)
    reason: Mapped[str]  # for readers
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    edition: Mapped[Edition] = relationship(back_populates="withdrawal")
    author: Mapped[User] = relationship()


def withdrawn_at(edition_id: Mapped[int]) -> ScalarSelect[datetime]:
    """When an edition was withdrawn."""
    query = select(Withdrawal.created_at).where(Withdrawal.edition_id == edition_id)
    return query.correlate_except(Withdrawal).scalar_subquery()


class Edition(Audited, Findable, Timestamped, Base):
    """One wording of a verdict: frozen by the database once approved, by another person than its author."""

    __tablename__ = "editions"
    unaudited = frozenset({"record"})
    words_index = Index("edition_fts")
    found_by = ("headline", "summary", "rationale")
    __table_args__ = (
        UniqueConstraint("verdict_id", "number"),
        CheckConstraint("approver_id IS NULL OR approver_id <> author_id", name="approved_by_another"),
        CheckConstraint(
            "state NOT IN ('approved', 'published') OR (approver_id IS NOT NULL AND record IS NOT NULL)",
            name="approved_is_recorded",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    verdict_id: Mapped[int] = mapped_column(ForeignKey("verdicts.id"))
    number: Mapped[int]
    state: Mapped[EditionState] = mapped_column(default=EditionState.DRAFT, index=True)
    rating_id: Mapped[int] = mapped_column(ForeignKey("ratings.id"))
    headline: Mapped[str]
    summary: Mapped[str]
    rationale: Mapped[str]
    would_change: Mapped[str] = mapped_column(default="")  # what would change our mind
    language: Mapped[str] = mapped_column(String(35), default="", server_default="")  # BCP 47; empty without a field
    names_confidential: Mapped[bool] = mapped_column(default=False, server_default=false())  # to readers, that there is
    correction_class: Mapped[CorrectionClass | None]
    public_note: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    submitted_at: Mapped[datetime | None]
    sent_back_at: Mapped[datetime | None]
    sent_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    sent_back_reason: Mapped[str] = mapped_column(default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    record: Mapped[str | None] = mapped_column(deferred=True)  # snapshot.py: all that was approved, as canonical JSON
    record_sha256: Mapped[str | None] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime | None] = column_property(func.coalesce(withdrawn_at(id), published_at))  # for readers

    verdict: Mapped[Verdict] = relationship(back_populates="editions")
    rating: Mapped[Rating] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    approver: Mapped[User | None] = relationship(foreign_keys=[approver_id])
    sent_back_by: Mapped[User | None] = relationship(foreign_keys=[sent_back_by_id])
    withdrawal: Mapped[Withdrawal | None] = relationship(back_populates="edition")
    send_backs: Mapped[list[SendBack]] = relationship(order_by="SendBack.id", cascade="all, delete-orphan")

    @property
    def shown_state(self) -> str:
        """The state to show, including taken down, withdrawn, and superseded by a later edition."""
        if self.verdict.takedown is not None:
            return "taken-down"
        if self.withdrawal is not None:
            return "withdrawn"
        published = EditionState.PUBLISHED
        later = (it for it in self.verdict.editions if it.number > self.number and it.state is published)
        return "superseded" if self.state is published and any(later) else self.state.value

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


class SendBack(Audited, Timestamped, Base):
    """An editor's reasons for sending an edition back to its author."""

    __tablename__ = "send_backs"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    reason: Mapped[str]  # about the whole; empty if there are only reasons about fields
    field_reasons: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")  # by reasons.py:FIELDS
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    record: Mapped[str | None]  # snapshot.py: what was judged, as canonical JSON; None if it wasn't stored

    author: Mapped[User] = relationship()


class TakedownReason(enum.StrEnum):
    """The legal reason of a takedown; readers see it and the date, nothing else."""

    COURT_ORDER = "court-order"
    PERSONAL_RIGHTS = "personal-rights"
    COPYRIGHT = "copyright"
    OTHER_LAW = "other-law"


class Takedown(Audited, Timestamped, Base):
    """A legal takedown of a published verdict: requested by one editor, approved by another; its text is sealed."""

    __tablename__ = "takedowns"
    __table_args__ = (CheckConstraint("NOT is_done OR decider_id <> author_id", name="done_by_another"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    verdict_id: Mapped[int] = mapped_column(ForeignKey("verdicts.id"), index=True)
    reason: Mapped[TakedownReason]
    note: Mapped[str]  # for the newsroom: whose order, which file
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    decider_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    is_done: Mapped[bool] = mapped_column(default=False)  # decided but not carried out: declined
    revision: Mapped[int] = mapped_column(default=1)

    verdict: Mapped[Verdict] = relationship(back_populates="takedowns")
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    decider: Mapped[User | None] = relationship(foreign_keys=[decider_id])

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute

"""Requests for a reply, and for a correction by the publisher that was checked."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.db import Archivable, Base, Timestamped
from factcheck.db.row_states import Audited
from factcheck.replies.status import ReplyKind


class ReplyChannel(enum.StrEnum):
    """How somebody was asked."""

    EMAIL = "by-email"
    PHONE = "by-phone"
    LETTER = "by-letter"
    MESSAGE = "by-message"
    IN_PERSON = "in-person"


class ReplyRequest(Audited, Archivable, Timestamped, Base):
    """Somebody was asked about a claim; archived if it was entered by mistake. Days are those of the newsroom."""

    __tablename__ = "reply_requests"
    __table_args__ = (CheckConstraint("(answer = '') = (answered_on IS NULL)", name="answer_has_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    kind: Mapped[ReplyKind]
    asked_of: Mapped[str] = mapped_column(String(300))
    channel: Mapped[ReplyChannel]
    contact: Mapped[str] = mapped_column(String(300), default="")  # an address or number; for the newsroom alone
    question: Mapped[str]  # as it was sent; for the newsroom alone
    is_mailed: Mapped[bool] = mapped_column(default=False, server_default=false())  # sent by the server, not a person
    mailed_at: Mapped[datetime | None]  # when the server sent it
    asked_on: Mapped[date]
    answer_by: Mapped[date]
    answer: Mapped[str] = mapped_column(default="")  # verbatim
    answered_on: Mapped[date | None]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    revision: Mapped[int] = mapped_column(default=1)

    claim: Mapped[Claim] = relationship()
    asked_by: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute

    @property
    def reference(self) -> str:
        """What the subject of a letter has, so that its answer is found again."""
        return f"[FC-{self.claim_id}-{self.id}]"

"""A question to the editors: something that an approved verdict rests on has changed."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.db import Base, Timestamped
from factcheck.db.row_states import Audited
from factcheck.verdicts.models import Edition


class QuestionOutcome(enum.StrEnum):
    """How a question about a changed basis ended."""

    STANDS = "stands"  # an editor confirmed the verdict
    CORRECTED = "corrected"  # a new edition was approved
    PUT_BACK = "put-back"  # the basis is as approved again
    WITHDRAWN = "withdrawn"  # the verdict was withdrawn or taken down


class BasisQuestion(Audited, Timestamped, Base):
    """The basis of an approved edition was changed; per claim at most one question is open (`outcome` None).

    An answer is valid for exactly these changes under this edition, until it is undone.
    """

    __tablename__ = "basis_questions"
    __table_args__ = (
        Index(
            "uq_basis_questions_open",
            "claim_id",
            unique=True,
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    changes: Mapped[list[Any]]  # basis.py:Change, as lists
    changes_sha256: Mapped[str] = mapped_column(String(64))
    changed_by: Mapped[list[Any]]  # ids of the people who made the changes
    outcome: Mapped[QuestionOutcome | None]
    note: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)

    claim: Mapped[Claim] = relationship()
    edition: Mapped[Edition] = relationship()
    author: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute

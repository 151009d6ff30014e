"""Decisions on what publishers changed under a verdict."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.annotations.models import Target
from factcheck.articles.models import Version
from factcheck.db import Base, Timestamped
from factcheck.db.row_states import Audited


class Outcome(enum.StrEnum):
    """An editor's decision on words that a publisher changed under a verdict."""

    STANDS = "stands"
    CORRECTED = "corrected"
    STEALTH_EDIT = "stealth-edit"


class ChangeAnswer(Audited, Timestamped, Base):
    """An editor's decision on changed words of a target; valid while an article has exactly these (None: has none).

    Never changed, except to be undone, once.
    """

    __tablename__ = "change_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("targets.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    exact: Mapped[str | None]
    outcome: Mapped[Outcome]
    note: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    taken_back_at: Mapped[datetime | None]

    target: Mapped[Target] = relationship()
    version: Mapped[Version] = relationship()
    author: Mapped[User] = relationship()

"""What was refused to whom: separate from the audit log, because nothing was done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.db import Base


class Refusal(Base):
    """Refused attempts of one kind by one person or address within one hour, counted."""

    __tablename__ = "refusals"
    __table_args__ = (UniqueConstraint("kind", "who", "hour"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    who: Mapped[str] = mapped_column(String(80))  # “user 7” or “address 192.0.2.1”
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    address: Mapped[str] = mapped_column(String(80))  # the last one
    hour: Mapped[datetime]  # its start, UTC
    count: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime] = mapped_column(index=True)
    path: Mapped[str] = mapped_column(String(200))  # of the last one
    reason: Mapped[str] = mapped_column(String(300))  # of the last one, in words

    user: Mapped[User | None] = relationship()

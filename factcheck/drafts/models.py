"""What people have typed and not sent yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.db import Base, utcnow


class Draft(Base):
    """The fields of one form as one person last typed them: nobody else ever sees it."""

    __tablename__ = "drafts"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    form: Mapped[str] = mapped_column(String(500), primary_key=True)  # the path that the form is sent to
    page: Mapped[str] = mapped_column(String(2000))  # the path of its page
    title: Mapped[str] = mapped_column(String(300))  # what that page is about
    fields: Mapped[dict[str, Any]]  # name → list of values
    size: Mapped[int] = mapped_column(default=0)  # code points of names and values
    saved_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)
    writer: Mapped[str] = mapped_column(String(64), default="")  # the open page that kept it last, as it named itself

    @property
    def state(self) -> str:
        """What names these very words: the moment they were kept, to the microsecond (ISO 8601)."""
        return self.saved_at.isoformat()


class DraftFile(Base):
    """A file that one person chose in a form that has not done its work yet: nobody else ever gets it."""

    __tablename__ = "draft_files"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    form: Mapped[str] = mapped_column(String(500), primary_key=True)  # the path that the form is sent to
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    size: Mapped[int]  # bytes
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    saved_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)

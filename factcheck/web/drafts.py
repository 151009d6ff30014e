"""Drafts: text that people have typed but not sent. A write deletes the draft of its form in its own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict

from factcheck.db import Base, db, utcnow

ANY = "1"  # value of `_draft` for any draft, from pages without JavaScript


class Draft(Base):
    """The fields of one form as one person last typed them. Nobody else sees it."""

    __tablename__ = "drafts"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    form: Mapped[str] = mapped_column(String(500), primary_key=True)  # the path to which it is sent, perhaps a query
    page: Mapped[str] = mapped_column(String(2000))  # the path of the page with the form
    title: Mapped[str] = mapped_column(String(300))  # the title of that page
    fields: Mapped[dict[str, Any]]  # name → list of values
    size: Mapped[int] = mapped_column(default=0)  # code points of names and values
    saved_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)
    writer: Mapped[str] = mapped_column(String(64), default="")  # the open page that saved it last, by a random name

    def is_known_to(self, page: Sequence[str]) -> bool:
        """Whether a page that sent these names (see `known_drafts`) has shown or saved this draft."""
        return self.state in page or (self.writer != "" and self.writer in page)

    @property
    def state(self) -> str:
        """The version of the draft: when it was saved, to the microsecond (ISO 8601)."""
        return self.saved_at.isoformat()


class DraftFile(Base):
    """A file that one person chose in a form that wasn't accepted yet. Nobody else gets it."""

    __tablename__ = "draft_files"
    __table_args__ = (Index("ix_draft_files_newest", "user_id", "saved_at", "sha256", "form", "size"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    form: Mapped[str] = mapped_column(String(500), primary_key=True)  # the path to which the form is sent
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    size: Mapped[int]  # bytes
    saved_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)

    @property
    def data(self) -> bytes:
        """Its bytes, read from the database."""
        mine = select(DraftFilePiece.data).where(*DraftFilePiece.of(self.user_id, self.form, self.sha256))
        return b"".join(db.session.scalars(mine.order_by(DraftFilePiece.position)))


class DraftFilePiece(Base):
    """A part of the bytes of a draft file. A draft file has all of its pieces; pieces may come before it."""

    __tablename__ = "draft_file_pieces"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    form: Mapped[str] = mapped_column(String(500), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)  # of the whole file
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # from 0
    data: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(default=utcnow)

    @classmethod
    def of(cls, user_id: int, form: str, sha256: str) -> tuple[ColumnElement[bool], ...]:
        """The conditions that pick the pieces of one file."""
        return cls.user_id == user_id, cls.form == form, cls.sha256 == sha256


def known_drafts(form: MultiDict[str, str]) -> list[str] | None:
    """The drafts that the form's page knows: its own name, then those it has restored; None if it doesn't say."""
    return form["_draft"].split() if "_draft" in form else None


def delete_sent(user_id: int, form: str, known_names: Sequence[str] = (ANY,)) -> None:
    """Delete the draft of a form that was sent, unless another page saved it and this one doesn't know it."""
    draft = db.session.get(Draft, (user_id, form))
    if draft is not None and (ANY in known_names or draft.is_known_to(known_names)):
        db.session.delete(draft)
        db.session.flush()

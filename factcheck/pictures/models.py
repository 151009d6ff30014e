"""Pictures of articles."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.db import Archivable, Base, Timestamped
from factcheck.db.row_states import Audited


class ArticlePicture(Audited, Archivable, Timestamped, Base):
    """A picture that belongs to an article: the file as it came, and the one that is shown, made again from its pixels.

    Archived: no longer shown.
    """

    __tablename__ = "article_pictures"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(300))
    raw_sha256: Mapped[str] = mapped_column(ForeignKey("stored_files.sha256"))
    media_type: Mapped[str] = mapped_column(String(120))  # of the file as it came
    shown_sha256: Mapped[str] = mapped_column(ForeignKey("stored_files.sha256"))
    shown_type: Mapped[str] = mapped_column(String(120))
    width: Mapped[int]  # pixels of the one that is shown
    height: Mapped[int]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    article: Mapped[Article] = relationship()
    added_by: Mapped[User] = relationship()

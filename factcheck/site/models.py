"""What readers of an article's report may see besides published verdicts."""

from __future__ import annotations

import enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.articles.models import Article
from factcheck.db import Base, Timestamped
from factcheck.db.row_states import Audited


class ReportText(enum.StrEnum):
    """How much of an article's text its report shows."""

    QUOTES = "quotes"  # the words of published claims
    WHOLE = "whole-text"  # for speeches, releases and transcripts


class ReportSetting(Audited, Timestamped, Base):
    """What an editor chose for the report of an article; without a row it shows quotes only, and no progress."""

    __tablename__ = "report_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), unique=True)
    text: Mapped[ReportText] = mapped_column(default=ReportText.QUOTES)
    shows_progress: Mapped[bool] = mapped_column(default=False)  # also while nothing is published
    revision: Mapped[int] = mapped_column(default=1)

    article: Mapped[Article] = relationship()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute

"""The passages of captured texts, and the index of their words."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.captures.models import Capture
from factcheck.db import Base, db
from factcheck.fulltext.index import Index, Searched, add_searched
from factcheck.visibility.sources import OfSource

WORDS = Index("passage_fts")


class CapturedPassage(OfSource, Base):
    """A passage of the newest captured text of a source, in code points, end exclusive.

    Computed, and replaced whenever the source is captured.
    """

    __tablename__ = "captured_passages"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture_records.id"))
    start: Mapped[int]
    end: Mapped[int]

    capture: Mapped[Capture] = relationship()


def _texts(ids: list[int]) -> Iterator[tuple[int, str]]:
    words = func.substr(Capture.text, CapturedPassage.start + 1, CapturedPassage.end - CapturedPassage.start)
    query = select(CapturedPassage.id, words).join(CapturedPassage.capture).where(CapturedPassage.id.in_(ids))
    return ((row[0], row[1]) for row in db.session.execute(query))


add_searched("captured_passages", Searched(WORDS, CapturedPassage.id, _texts))

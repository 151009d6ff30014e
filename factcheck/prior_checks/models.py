"""Checks by other newsrooms, and the lists that brought them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.db import Archivable, Base, Timestamped, db
from factcheck.db.row_states import Audited
from factcheck.fulltext.findable import Findable, joined
from factcheck.fulltext.index import Index, Searched, add_searched

WORDS = Index("prior_check_fts")


class CheckImport(Audited, Archivable, Timestamped, Base):
    """A list that was imported; while it is archived, its checks are shown nowhere."""

    __tablename__ = "check_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(300))
    raw_sha256: Mapped[str] = mapped_column(ForeignKey("stored_files.sha256"))
    added_count: Mapped[int]  # rows that were new
    changed_count: Mapped[int]  # rows of which other details were known
    known_count: Mapped[int]  # rows that were here already
    refused_count: Mapped[int]  # rows with errors
    added_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    added_by: Mapped[User] = relationship()


class PriorCheck(Audited, Findable, Timestamped, Base):
    """What another newsroom has found of a claim; the same claim at the same address is one row."""

    __tablename__ = "prior_checks"
    words_index = WORDS
    found_by = ("claim", "claimant", "publisher", "title")

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("check_imports.id"), index=True)
    natural_key: Mapped[str] = mapped_column(String(64), unique=True)  # `rows.CheckRow.key`
    claim: Mapped[str] = mapped_column(String(2000))
    claimant: Mapped[str] = mapped_column(String(200))
    said_on: Mapped[date | None]
    publisher: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(2000))
    title: Mapped[str] = mapped_column(String(500))
    rating: Mapped[str] = mapped_column(String(200))  # in the words of the publisher
    reviewed_on: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(35))  # BCP 47; empty where the list says none

    source_import: Mapped[CheckImport] = relationship()


def _texts(ids: list[int]) -> Iterator[tuple[int, str]]:
    rows = db.session.scalars(select(PriorCheck).where(PriorCheck.id.in_(ids)))
    return ((row.id, joined(row.claim, row.claimant, row.publisher, row.title)) for row in rows)


add_searched("prior_checks", Searched(WORDS, PriorCheck.id, _texts))

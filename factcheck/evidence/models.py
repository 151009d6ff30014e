"""The evidence that ties sources to claims."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.db import Archivable, Base, Timestamped, db
from factcheck.db.row_states import Audited
from factcheck.fulltext.findable import Findable
from factcheck.fulltext.index import Searched, add_searched
from factcheck.sources.models import USES, Source
from factcheck.visibility.sources import OfSource


class Stance(enum.StrEnum):
    """The relation of a piece of evidence to a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class Evidence(OfSource, Audited, Findable, Archivable, Timestamped, Base):
    """Ties a source to a claim.

    Rationales cite it by its number within the claim, which never changes and is never reused; `position` is its place
    among the claim's evidence, which people change. `selector` is where the quotation was selected (quotation.py).
    """

    __tablename__ = "evidence"
    words_index = USES
    found_by = ("quote", "note", "locator")
    __table_args__ = (UniqueConstraint("claim_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    number: Mapped[int]
    position: Mapped[int]
    stance: Mapped[Stance]
    quote: Mapped[str]
    selector: Mapped[dict[str, Any] | None]
    locator: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    review_by: Mapped[date | None] = mapped_column(index=True)  # the last day before it needs another look
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    revision: Mapped[int] = mapped_column(default=1)

    claim: Mapped[Claim] = relationship()
    source: Mapped[Source] = relationship()
    author: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


def _texts(ids: list[int]) -> Iterator[tuple[int, str]]:
    rows = db.session.scalars(select(Evidence).where(Evidence.id.in_(ids)))
    return ((row.id, row.searched_text()) for row in rows)


add_searched("evidence", Searched(USES, Evidence.id, _texts))

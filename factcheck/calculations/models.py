"""The tables of a claim."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.db import Archivable, Base, Timestamped
from factcheck.db.row_states import Audited


class Calculation(Audited, Archivable, Timestamped, Base):
    """A table of a claim, as it was typed; its results are calculated whenever they are needed.

    Rationales cite it by its number within the claim (`[T1]`), which never changes and is never reused. It is archived
    if somebody removed it. Cells cite evidence by its number within the claim.
    """

    __tablename__ = "calculations"
    __table_args__ = (UniqueConstraint("claim_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    number: Mapped[int]
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    cells: Mapped[list[Any]]  # rows of texts
    units: Mapped[list[Any]]  # of the columns, as texts
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    revision: Mapped[int] = mapped_column(default=1)

    claim: Mapped[Claim] = relationship()
    author: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute

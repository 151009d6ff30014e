"""Which captured pictures are blurred until somebody asks for them."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.captures.models import Capture
from factcheck.db import Base, Timestamped
from factcheck.db.row_states import Audited


class GraphicMark(Audited, Timestamped, Base):
    """Whether somebody marked a captured picture as graphic, and who decided it last: at most one for each capture."""

    __tablename__ = "graphic_marks"

    capture_id: Mapped[int] = mapped_column(ForeignKey("capture_records.id"), primary_key=True)
    is_graphic: Mapped[bool]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    capture: Mapped[Capture] = relationship()
    author: Mapped[User] = relationship()

"""Publishers and the names that they are written by."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from factcheck.citations.publisher_names import name_key
from factcheck.db import Archivable, Base, Timestamped, db
from factcheck.db.row_states import Audited
from factcheck.fulltext.findable import Findable
from factcheck.fulltext.index import Index, Searched, add_searched

WORDS = Index("publisher_fts")


class Publisher(Audited, Archivable, Timestamped, Base):
    """Who publishes sources, under the name that is shown first; archived if it became an alias of another one.

    A source prints its publisher's name as it was typed, and belongs to the publisher that has this name.
    """

    __tablename__ = "publishers"
    __table_args__ = (CheckConstraint("parent_id <> id", name="not_its_own_parent"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("publishers.id"), index=True)
    revision: Mapped[int] = mapped_column(default=1)

    parent: Mapped[Publisher | None] = relationship(remote_side=id)
    names: Mapped[list[PublisherName]] = relationship(back_populates="publisher", order_by="PublisherName.id")

    @property
    def aliases(self) -> list[str]:
        """The other names, in the order in which they were added."""
        return [it.name for it in self.names if it.name_key != name_key(self.name)]

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


class PublisherName(Audited, Findable, Base):
    """A name of a publisher: no two publishers have one, however it is spelt."""

    __tablename__ = "publisher_names"
    words_index = WORDS
    found_by = ("name",)

    id: Mapped[int] = mapped_column(primary_key=True)
    publisher_id: Mapped[int] = mapped_column(ForeignKey("publishers.id"), index=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(String(300), unique=True)

    publisher: Mapped[Publisher] = relationship(back_populates="names")

    @validates("name")
    def _compare(self, _: str, name: str) -> str:
        """Update the form in which names are compared."""
        self.name_key = name_key(name)
        return name


def _texts(ids: list[int]) -> Iterator[tuple[int, str]]:
    rows = db.session.scalars(select(PublisherName).where(PublisherName.id.in_(ids)))
    return ((row.id, row.searched_text()) for row in rows)


add_searched("publisher_names", Searched(WORDS, PublisherName.id, _texts))

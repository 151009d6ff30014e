"""Models that are found by their words: each flush that changes a row updates its index."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, UOWTransaction

from factcheck.db import db
from factcheck.fulltext.index import Index as Index  # a model declares both
from factcheck.fulltext.words import indexed


def joined(*texts: str | None) -> str:
    """Texts of one row as one text, separated so that no word or phrase spans two of them."""
    return " ¶ ".join(it for it in texts if it)


class Findable:
    """A model with an index of its words; each flush that changes a row updates the index."""

    words_index: ClassVar[Index]
    found_by: ClassVar[tuple[str, ...]]  # attributes that are searched, or that lead to searched ones

    def searched_text(self) -> str:
        """The texts by which the row is found, `joined`; models override this if `found_by` isn't just texts."""
        return joined(*(getattr(self, name) for name in self.found_by))


@event.listens_for(db.session, "after_flush")
def _follow(session: Session, _: UOWTransaction) -> None:
    for row in session.new:
        if isinstance(row, Findable):
            row.words_index.add(row.id, indexed(row.searched_text()))  # type: ignore[attr-defined]  # all our rows have one
    for row in session.dirty:
        if isinstance(row, Findable) and _is_changed(row):
            row.words_index.put([(inspect(row).identity[0], indexed(row.searched_text()))])


def _is_changed(row: Findable) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in row.found_by)

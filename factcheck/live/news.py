"""News: which acts are new, and whose article they touch; the rooms above hand over the functions that know.

This room stands below them all, so `audit` hands it the question for new acts, and `desk` what each act touches.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Select

from factcheck.db import db

MOST = 500  # acts looked at in one go


class Act(NamedTuple):
    """One row of the record, without what it changed; numbers grow in the order of commits."""

    id: int
    action: str
    noun: str
    subject_id: int


class News(NamedTuple):
    """What a stream tells a page: that something happened up to this act, and to what."""

    id: int
    subjects: tuple[str, ...]


After = Callable[[int], Select[int, str, str, int]]  # acts after one of this number, oldest first, as columns of Act
Newest = Select[int]  # the number of the newest act
Touched = Callable[[Sequence[Act]], Mapping[int, Collection[Act]]]  # by article: those of the acts that touch it
_records: list[tuple[After, Newest]] = []
_touched: list[Touched] = []


def install(after: After, newest: Newest) -> None:
    """Take the questions to the record."""
    _records[:] = [(after, newest)]


def install_touched(touched: Touched) -> None:
    """Take the function that says which articles acts touch."""
    _touched[:] = [touched]


def acts_after(number: int) -> list[Act]:
    """The oldest acts after this one; when there are MOST, there may be more."""
    return [Act(*row) for after, _ in _records for row in db.session.execute(after(number).limit(MOST))]


def newest() -> int:
    """The number of the newest act; 0 when nothing was ever done."""
    return max((db.session.scalar(query) or 0 for _, query in _records), default=0)


def by_article(acts: Sequence[Act]) -> dict[int, News]:
    """What to tell the pages of each article that the acts touch."""
    found: dict[int, News] = {}
    for touched in _touched:
        for article_id, mine in touched(acts).items():
            subjects = dict.fromkeys(f"{act.noun}-{act.subject_id}" for act in mine)
            found[article_id] = News(max(act.id for act in mine), tuple(subjects))
    return found


def since(number: int, article_id: int) -> News | None:
    """What happened to an article after an act; of very much it only says that there is something."""
    acts = acts_after(number)
    if len(acts) == MOST:
        return News(acts[-1].id, ())
    return by_article(acts).get(article_id) if acts else None

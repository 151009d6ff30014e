"""The public history of a verdict: first published, corrected from rating to rating, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from factcheck.verdicts.editions.correction_class import changed
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot_rows import RatingSnapshot
from factcheck.verdicts.models import Edition


class TimelineStep(NamedTuple):
    """A step of the public history; ratings are None while the verdict is withdrawn, `at` is None for a draft."""

    number: int
    at: datetime | None
    kind: str | None  # the class of a correction; WITHDRAWN; None for the first publication
    note: str
    before: RatingSnapshot | None
    after: RatingSnapshot | None


WITHDRAWN = "withdrawn"


def steps(editions: Sequence[Edition], draft: EditionSnapshot | None = None) -> list[TimelineStep]:
    """The steps of published editions, oldest first; a draft counts as if it were published after them."""
    history = list(_steps(editions, draft))
    if draft is None and editions and editions[-1].withdrawal:
        return [it._replace(before=None, after=None) for it in history]
    return history


def _steps(editions: Sequence[Edition], draft: EditionSnapshot | None) -> Iterator[TimelineStep]:
    before: EditionSnapshot | None = None
    for edition in editions:
        record = EditionSnapshot.from_json(edition.record or "")
        yield _step(before, record, edition.published_at)
        if it := edition.withdrawal:
            yield TimelineStep(edition.number, it.created_at, WITHDRAWN, it.reason, None, None)
        before = record
    if draft is not None:
        yield _step(before, draft, None)


def _step(before: EditionSnapshot | None, record: EditionSnapshot, at: datetime | None) -> TimelineStep:
    if before is None:
        return TimelineStep(record.number, at, None, "", None, record.rating)
    return TimelineStep(record.number, at, *changed(before, record))

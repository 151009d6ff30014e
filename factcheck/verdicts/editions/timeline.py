"""What readers were told of a verdict, in time: first published, corrected from rating to rating, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from factcheck.verdicts.editions.correction_class import changed
from factcheck.verdicts.editions.snapshot import EditionSnapshot, RatingSnapshot
from factcheck.verdicts.models import Edition


class TimelineStep(NamedTuple):
    """One thing that readers were told; ratings are None while the verdict is withdrawn, `at` of what is a draft."""

    number: int
    at: datetime | None
    kind: str | None  # the class of a correction; WITHDRAWN; None where the verdict was first published
    note: str
    before: RatingSnapshot | None
    after: RatingSnapshot | None


WITHDRAWN = "withdrawn"


def steps(editions: Sequence[Edition], draft: EditionSnapshot | None = None) -> list[TimelineStep]:
    """The steps of published editions, oldest first; with a draft as if it were published after them."""
    told = list(_steps(editions, draft))
    if draft is None and editions and editions[-1].withdrawal:
        return [it._replace(before=None, after=None) for it in told]
    return told


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

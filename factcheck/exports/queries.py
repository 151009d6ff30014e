"""What leaves the house: published editions, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import func, select

from factcheck.db import db
from factcheck.verdicts import queries
from factcheck.verdicts.models import Edition, EditionState
from factcheck.verdicts.record import EditionRecord

BATCH = 500  # editions in memory at a time


@dataclass(frozen=True)
class Published:
    """An edition as readers may have it: the very text that was approved, and when it was published."""

    text: str  # canonical JSON: verdicts/record.py
    published_at: datetime
    sha256: str
    slug: str  # of its public page

    @cached_property
    def record(self) -> EditionRecord:
        """The text, read."""
        return EditionRecord.from_json(self.text)


def opened(edition: Edition) -> Published:
    """One edition's record; it must be published."""
    if edition.record is None or edition.published_at is None:
        raise LookupError(f"Edition {edition.id} is not published.")
    return Published(edition.record, edition.published_at, edition.record_sha256 or "", edition.verdict.slug or "")


def _read(row: Any) -> Published:
    return Published(row.record, row.published_at, row.record_sha256, row.slug)


def published(article_id: int | None = None) -> Iterator[Published]:
    """The newest published edition of each verdict (of one article), newest first, a batch at a time."""
    ids = db.session.scalars(queries.published_ids(article_id)).all()
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        rows = {row.id: row for row in db.session.execute(queries.records(batch))}
        for edition_id in batch:
            yield _read(rows[edition_id])


def state() -> tuple[int, datetime | None]:
    """How many editions were ever published, and when the last: while they stand, no export has changed."""
    query = select(func.count(), func.max(Edition.published_at)).where(Edition.state == EditionState.PUBLISHED)
    row = db.session.execute(query).one()
    return row[0], row[1]

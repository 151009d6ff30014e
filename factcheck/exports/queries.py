"""What leaves the house: published editions, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select

from factcheck.db import db
from factcheck.verdicts import queries
from factcheck.verdicts.models import Edition, EditionState
from factcheck.verdicts.record import EditionRecord

BATCH = 200  # editions in memory at a time


class Published(NamedTuple):
    """An edition as readers may have it."""

    record: EditionRecord
    published_at: datetime
    sha256: str


def read(rows: Select[Edition]) -> Iterator[Published]:
    """The rows as published records, a batch at a time, forgetting each."""
    for edition in db.session.scalars(rows.execution_options(yield_per=BATCH)):
        yield opened(edition)
        db.session.expunge(edition)


def opened(edition: Edition) -> Published:
    """One edition's record; it must be published."""
    if edition.record is None or edition.published_at is None:
        raise LookupError(f"Edition {edition.id} is not published.")
    return Published(EditionRecord.from_json(edition.record), edition.published_at, edition.record_sha256 or "")


def published(article_id: int | None = None) -> Iterator[Published]:
    """The newest published edition of each verdict (of one article), newest first."""
    return read(queries.published(article_id=article_id))


def state() -> tuple[int, datetime | None]:
    """How many editions were ever published, and when the last: while they stand, no export has changed."""
    query = select(func.count(), func.max(Edition.published_at)).where(Edition.state == EditionState.PUBLISHED)
    row = db.session.execute(query).one()
    return row[0], row[1]

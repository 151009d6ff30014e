"""Queries for exports: published editions, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import func, select

from factcheck.articles.models import Version
from factcheck.db import db
from factcheck.exports.audit_heads import PUBLISH, WITHDRAW, Act, acts_on
from factcheck.exports.models import Feed
from factcheck.hashing import sha256_hex
from factcheck.verdicts import queries
from factcheck.verdicts.editions.correction_class import EditionChange, changed
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import Edition, EditionState, Takedown, Verdict, Withdrawal

BATCH = 500  # editions in memory at a time


@dataclass(frozen=True)
class Published:
    """An edition as readers may have it: exactly the text that was approved, and when it was published.

    The rating of a withdrawn verdict must not leave the site.
    """

    text: str  # canonical JSON: verdicts/editions/snapshot.py
    published_at: datetime
    sha256: str
    slug: str  # of its public page
    previous: str | None = None  # the text of the published edition before it
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = ""
    audit_head: str = ""  # the event that published or withdrew it, as N:HASH
    begun_at: datetime | None = None  # when the verdict was first published; None: with this edition
    edition_id: int = 0

    @cached_property
    def record(self) -> EditionSnapshot:
        """The parsed snapshot."""
        return EditionSnapshot.from_json(self.text)

    @cached_property
    def change(self) -> EditionChange | None:
        """How it changed the published edition before it; None for the first."""
        return changed(EditionSnapshot.from_json(self.previous), self.record) if self.previous else None

    @property
    def kind(self) -> str | None:
        """The class of a correction, as required by its ratings; None for a first edition."""
        return self.change.kind if self.change else self.record.correction_class

    @property
    def first_published_at(self) -> datetime:
        """When the verdict was first published."""
        return self.begun_at or self.published_at

    @property
    def language(self) -> str:
        """Of the text (BCP 47); in snapshots without one, the article's, or none."""
        places = self.record.appearances
        return self.record.language or (places[0].language if places else "")

    @property
    def changed_at(self) -> datetime:
        """When readers last saw a change."""
        return self.withdrawn_at or self.published_at

    @property
    def validator(self) -> str:
        """Changes whenever what readers may have of it changes."""
        moment = self.withdrawn_at.isoformat() if self.withdrawn_at else ""
        return sha256_hex(f"{self.sha256}{moment}")[:24]


class Deleted(NamedTuple):
    """A verdict that was taken down, and when."""

    claim_id: int
    at: datetime


DELETED = (Verdict.claim_id, Takedown.decided_at)


def opened(edition_ids: Sequence[int]) -> list[Published]:
    """These published editions as readers may have them, in this order."""
    rows = {row.id: row for row in db.session.execute(queries.records(edition_ids))}
    acts = acts_on({row.claim_id for row in rows.values()})
    return [_read(rows[edition_id], acts) for edition_id in edition_ids]


def _read(row: Any, acts: Mapping[Act, str]) -> Published:
    withdrawal = (row.previous, row.withdrawn_at, row.withdrawal_reason or "")
    act = acts.get((WITHDRAW if row.withdrawn_at else PUBLISH, row.claim_id, row.withdrawn_number or row.number), "")
    return Published(
        row.record, row.published_at, row.record_sha256, row.slug, *withdrawal, act, row.first_published_at, row.id
    )


def published(article_id: int | None = None, *, with_withdrawn: bool = False) -> Iterator[Published]:
    """The newest published edition of each verdict (of one article), newest first, in batches.

    Withdrawn verdicts are included only for formats that mark them and leave their rating out. A verdict belongs to an
    article if its approved snapshot says so, whatever was added to its claim since.
    """
    ids = db.session.scalars(queries.published_ids(article_id, with_withdrawn=with_withdrawn)).all()
    for start in range(0, len(ids), BATCH):
        for item in opened(ids[start : start + BATCH]):
            if article_id is None or any(row.article_id == article_id for row in item.record.appearances):
                yield item


def deleted() -> list[Deleted]:
    """The claims whose verdict was taken down, newest first; nothing else of them leaves the site."""
    gone = db.session.execute(queries.takedowns().join(Takedown.verdict).with_only_columns(*DELETED))
    return [Deleted(claim_id, at) for claim_id, at in gone if at is not None]


def state() -> tuple[int, int, int, datetime | None]:
    """The number of editions published, withdrawn, and verdicts taken down, and the time of the last change.

    As long as they are the same, no export changes.
    """
    counts = (func.count(), func.count(Withdrawal.id), func.max(Edition.changed_at))
    query = select(*counts).select_from(Edition).outerjoin(Edition.withdrawal)
    row = db.session.execute(query.where(Edition.state == EditionState.PUBLISHED)).one()
    gone = deleted()
    moments = [moment for moment in (row[2], gone[0].at if gone else None) if moment]
    return row[0], row[1], len(gone), max(moments, default=None)


def taken_at(article_id: int) -> dict[int, datetime]:
    """When each version of an article was added, by number; empty if there is no such article."""
    query = select(Version.number, Version.created_at).where(Version.article_id == article_id)
    return {row.number: row.created_at for row in db.session.execute(query)}


def feed_id() -> str:
    """The id of the feed, as set by the migration."""
    return db.session.scalars(select(Feed.atom_id)).first() or ""

"""The published verdicts on an article, in the order of its text, and how many have which rating (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factcheck.exports.queries import Published
from factcheck.verdicts.editions.snapshot_rows import AppearanceSnapshot, RatingSnapshot


class ReportedVerdict(NamedTuple):
    """A published verdict with its number in the report, and the places in the article that it rests on."""

    number: int
    item: Published
    places: Sequence[AppearanceSnapshot]


class RatingCount(NamedTuple):
    """How many standing verdicts have a rating."""

    rating: RatingSnapshot
    total: int


def in_text_order(items: Iterable[Published], article_id: int) -> list[ReportedVerdict]:
    """The verdicts numbered from 1, by where their words begin; those on the article as a whole come first."""
    found = [(item, _places(item, article_id)) for item in items]
    found.sort(key=lambda row: (min(map(_start, row[1]), default=0), row[0].record.claim_id))
    return [ReportedVerdict(number, item, places) for number, (item, places) in enumerate(found, 1)]


def tally(verdicts: Iterable[ReportedVerdict]) -> list[RatingCount]:
    """How many verdicts have each rating, from true to false, then those off the line; withdrawn ones have none."""
    ratings = {it.item.record.rating.key: it.item.record.rating for it in verdicts if not it.item.withdrawn_at}
    counts = Counter(it.item.record.rating.key for it in verdicts if not it.item.withdrawn_at)
    ordered = sorted(ratings.values(), key=lambda it: (it.position is None, -(it.position or 0), it.name))
    return [RatingCount(rating, counts[rating.key]) for rating in ordered]


def _places(item: Published, article_id: int) -> list[AppearanceSnapshot]:
    return [row for row in item.record.appearances if row.article_id == article_id]


def _start(place: AppearanceSnapshot) -> int:
    return -1 if place.scope == "article" else min((part.start for part in place.parts), default=0)

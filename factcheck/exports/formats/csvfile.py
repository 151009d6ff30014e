"""Everything published as CSV (RFC 4180, UTF-8); pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factcheck.exports.addresses import Site
from factcheck.exports.queries import Published
from factcheck.formulas.neutral import csv_line
from factcheck.urls import as_link

BOM = "\ufeff"  # shows Excel that a file is UTF-8; other programs may read it as part of the first name
FIELDS = (
    "claim_id", "edition", "url", "published_at", "rating", "rating_name", "rating_value", "worst_rating",
    "best_rating", "headline", "summary", "statement", "quoted", "claimant", "claimant_role", "said_on", "place",
    "author", "approver", "articles", "sources", "correction_class", "public_note", "record_sha256",
    "status", "withdrawn_at", "withdrawal_reason", "audit_head", "first_published_at", "language",
    "pieces_of_evidence", "independent_origins", "primary_sources",
)  # fmt: skip


def render(items: Iterable[Published], site: Site) -> Iterator[str]:
    """A header and one row per edition. What a spreadsheet would run as a formula gets an apostrophe before it."""
    yield csv_line(FIELDS)
    for item in items:
        yield csv_line(_row(item, site))


def _row(item: Published, site: Site) -> tuple[object, ...]:
    record, claimant = item.record, item.record.claimant
    return (
        record.claim_id, record.number, site.check(record.slug), item.published_at.isoformat(timespec="seconds"),
        *_rating(item), record.headline, record.summary,
        record.statement, record.quoted, claimant.name if claimant else None, claimant.role if claimant else None,
        record.said_on, record.place, record.author, record.approver,
        " ".join(sorted({as_link(row.url) or site.report(row.article_id) for row in record.appearances})),
        " ".join(row.url for row in record.evidence if row.url and as_link(row.url)),
        item.kind, record.public_note, item.sha256,
        *_status(item), item.audit_head or None, item.first_published_at.isoformat(timespec="seconds"),
        item.language or site.language, *_counts(item),
    )  # fmt: skip


def _counts(item: Published) -> tuple[int | None, ...]:
    """Pieces of evidence, their independent origins (empty in verdicts from before origins were), primary sources."""
    counts = item.record.balance
    return counts.pieces, counts.origins, counts.primary_sources


def _rating(item: Published) -> tuple[object, ...]:
    """Key, name, and numbers on the line; empty if the verdict was withdrawn."""
    rating = item.record.rating
    if item.withdrawn_at:
        return (None,) * 5
    return rating.key, rating.name, rating.position, rating.worst, rating.best


def _status(item: Published) -> tuple[str, str | None, str | None]:
    if item.withdrawn_at is None:
        return "published", None, None
    return "withdrawn", item.withdrawn_at.isoformat(timespec="seconds"), item.withdrawal_reason

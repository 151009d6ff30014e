"""ClaimReview as JSON-LD (schema.org/ClaimReview); pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from factcheck.claims.wikidata import item as item_of
from factcheck.exports.addresses import Site
from factcheck.exports.queries import Published
from factcheck.urls import as_link
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot_rows import ARTICLE, AppearanceSnapshot, ClaimantSnapshot

TYPES = {"person": "Person", "organisation": "Organization"}
SPEECH = "speech"
MEDIA = {"post": "SocialMediaPosting", "picture": "ImageObject", "recording": "MediaObject"}  # others: CreativeWork


def review(item: Published, site: Site) -> dict[str, Any]:
    """One ClaimReview; unknown fields are left out, never guessed."""
    record = item.record
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"{site.check(record.slug)}#claimreview",
            "url": site.check(record.slug),
            "datePublished": site.day(item.first_published_at),
            "dateModified": site.day(item.published_at),
            "inLanguage": item.language or site.language,
            "author": {"@type": "Organization", "name": site.name, "url": site.base},
            "claimReviewed": record.statement,
            "name": record.headline,
            "description": record.summary,
            "itemReviewed": _claim(record),
            "reviewRating": _rating(record),
        }
    )


def render(items: Iterable[Published], site: Site) -> Iterator[str]:
    """All ClaimReviews as one JSON-LD graph."""
    yield '{"@context":"https://schema.org","@graph":['
    for index, item in enumerate(items):
        data = {name: value for name, value in review(item, site).items() if name != "@context"}
        yield ("," if index else "") + "\n" + dump(data)
    yield "\n]}\n"


def dump(data: dict[str, Any]) -> str:
    """Canonical JSON that can be embedded in a script element."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _claim(record: EditionSnapshot) -> dict[str, Any]:
    places = [_place(row) for row in record.appearances if as_link(row.url) or row.medium != ARTICLE]
    return _known(
        {
            "@type": "Claim",
            "text": record.quoted,
            "author": _author(record.claimant),
            "datePublished": record.said_on,
            "appearance": places,
        }
    )


def _place(row: AppearanceSnapshot) -> dict[str, Any]:
    """Where a claim appears, by the type of schema.org for its medium; a speech has an occasion, no publisher."""
    outlet = {"@type": "Organization", "name": row.publisher} if row.publisher else None
    is_speech = row.medium == SPEECH
    return _known(
        {
            "@type": MEDIA.get(row.medium, "CreativeWork"),
            "url": as_link(row.url),
            "name": row.title,
            "publisher": None if is_speech else outlet,
            "locationCreated": {"@type": "Place", "name": row.publisher} if is_speech and outlet else None,
            "datePublished": row.published_on,
        }
    )


def _author(claimant: ClaimantSnapshot | None) -> dict[str, Any] | None:
    if claimant is None:
        return None
    wikidata_id = item_of(claimant.wikidata_id or "")
    same = f"https://www.wikidata.org/entity/{wikidata_id}" if wikidata_id else None
    role = claimant.role if claimant.kind == "person" else None
    return _known({"@type": TYPES[claimant.kind], "name": claimant.name, "jobTitle": role, "sameAs": same})


def _rating(record: EditionSnapshot) -> dict[str, Any]:
    rating = record.rating
    return _known(
        {
            "@type": "Rating",
            "alternateName": rating.name,
            "ratingExplanation": rating.definition,
            "ratingValue": rating.position,
            "worstRating": rating.worst,
            "bestRating": rating.best,
        }
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}

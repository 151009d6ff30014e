"""The claims of an article as a W3C Web Annotation collection (Data Model and Protocol, 23 February 2017); pure."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from factcheck.exports.addresses import Site
from factcheck.exports.formats.claimreview import dump
from factcheck.exports.queries import Published
from factcheck.urls import as_link
from factcheck.verdicts.editions.snapshot_rows import AppearanceSnapshot, PartSnapshot

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
PAGE_LENGTH = 1000  # annotations


class Annotations(NamedTuple):
    """Everything published about an article, by annotation, and when each version was added (by number, UTC)."""

    article_id: int
    rows: tuple[tuple[Published, AppearanceSnapshot], ...]
    taken_at: Mapping[int, datetime]
    length: int = PAGE_LENGTH  # annotations per page

    @classmethod
    def of(cls, article_id: int, items: Iterable[Published], taken_at: Mapping[int, datetime]) -> Annotations:
        """Those of the snapshots that are of this article."""
        rows = ((item, row) for item in items for row in item.record.appearances if row.article_id == article_id)
        return cls(article_id, tuple(rows), taken_at)

    @property
    def pages(self) -> int:
        """The number of pages; 0 if nothing is published."""
        return -(-len(self.rows) // self.length)


def render(found: Annotations, site: Site) -> Iterator[str]:
    """The collection as a document."""
    yield dump(collection(found, site)) + "\n"


def collection(found: Annotations, site: Site) -> dict[str, Any]:
    """The AnnotationCollection (5.1) with its first page embedded; without one if it is empty."""
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "id": site.annotations(found.article_id),
        "type": "AnnotationCollection",
        "label": f"{site.name}: checks of article {found.article_id}",
        "creator": _newsroom(site),
        "total": len(found.rows),
    }
    if found.rows:
        data |= {"first": page(found, site, 0), "last": _page_id(found, site, found.pages - 1)}
    return data


def page(found: Annotations, site: Site, number: int) -> dict[str, Any]:
    """The AnnotationPage (5.2) of this number, from 0, as in the collection; on its own it has a context, too."""
    start = number * found.length
    data = {
        "id": _page_id(found, site, number),
        "type": "AnnotationPage",
        "partOf": site.annotations(found.article_id),
        "startIndex": start,
        "items": [annotation(*row, found, site) for row in found.rows[start : start + found.length]],
    }
    if number > 0:
        data["prev"] = _page_id(found, site, number - 1)
    if number + 1 < found.pages:
        data["next"] = _page_id(found, site, number + 1)
    return data


def annotation(item: Published, row: AppearanceSnapshot, found: Annotations, site: Site) -> dict[str, Any]:
    """One annotation (3.1): the verdict as its body, as text and as a link; the words of the article as targets."""
    record = item.record
    words = {"type": "TextualBody", "value": f"{record.rating.name}: {record.headline}", "format": "text/plain"}
    link = {"type": "SpecificResource", "source": site.check(item.slug), "purpose": "linking"}
    return {
        "id": f"{site.report(row.article_id)}/annotations/{row.annotation_id}.jsonld",
        "type": "Annotation",
        "motivation": "assessing",
        "created": moment(item.first_published_at),
        "modified": moment(item.changed_at),
        "creator": _newsroom(site),
        "body": [{**words, "language": item.language or site.language, "purpose": "assessing"}, link],
        "target": [_target(part, item, row, found, site) for part in row.parts],
    }


def alone(data: Mapping[str, Any]) -> str:
    """A page or an annotation as a separate document."""
    return dump({"@context": CONTEXT, **data}) + "\n"


def moment(value: datetime) -> str:
    """A time in the format of the model (3.3.1): an xsd:dateTime of UTC, with Z."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def named_by(sha256: str) -> str:
    """The name of a text by its digest, given in hexadecimal (RFC 6920, `ni` URI)."""
    return f"ni:///sha-256;{urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip('=')}"


def _page_id(found: Annotations, site: Site, number: int) -> str:
    return f"{site.annotations(found.article_id)}?page={number}"


def _newsroom(site: Site) -> dict[str, str]:
    return {"id": site.base, "type": "Organization", "name": site.name}


def _target(
    part: PartSnapshot, item: Published, row: AppearanceSnapshot, found: Annotations, site: Site
) -> dict[str, Any]:
    """The words (4, SpecificResource) in the text as it was at that time, named by its digest (RFC 6920).

    For an omission, the position after the words; for the article as a whole, all of it.
    """
    at = found.taken_at.get(row.version) or datetime.fromisoformat(item.record.approved_at)
    state = {"type": "TimeState", "sourceDate": moment(at), "cached": named_by(row.text_sha256)}
    target = {"type": "SpecificResource", "source": as_link(row.url) or site.report(row.article_id), "state": state}
    if row.scope == "article":
        return target
    start, refined = part.start, {}
    if row.scope == "omission":
        start, length = part.end, len(part.exact)
        refined = {"refinedBy": {"type": "TextPositionSelector", "start": length, "end": length}}
    quote = {"type": "TextQuoteSelector", "exact": part.exact, "prefix": part.prefix, "suffix": part.suffix, **refined}
    return {**target, "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": part.end}]}

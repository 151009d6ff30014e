"""The claims of an article as a W3C Web Annotation collection (annotation model and vocabulary, 2017); pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from factcheck.exports.claimreview import dump
from factcheck.exports.queries import Published
from factcheck.exports.site import Site
from factcheck.verdicts.record import AppearanceRecord, PartRecord
from factcheck.web.urls import as_link

CONTEXT_LENGTH = 64  # code points before an omission
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def render(items: Iterable[Published], site: Site, article_id: int) -> Iterator[str]:
    """An AnnotationCollection with its one page embedded; offsets are code points, end exclusive."""
    name = f"{site.report(article_id)}/annotations.jsonld"
    yield f'{{"@context":{dump_text(CONTEXT)},"id":{dump_text(name)},"type":"AnnotationCollection",'
    yield f'"first":{{"id":{dump_text(name + "#page")},"type":"AnnotationPage","partOf":{dump_text(name)},"items":['
    total = 0
    for item in items:
        for row in item.record.appearances:
            if row.article_id == article_id:
                yield ("," if total else "") + "\n" + dump(annotation(item, row, site))
                total += 1
    yield f'\n]}},"total":{total}}}\n'


def annotation(item: Published, row: AppearanceRecord, site: Site) -> dict[str, Any]:
    """One annotation: the verdict as its body, the words as its targets."""
    record = item.record
    return {
        "id": f"{site.report(row.article_id)}/annotations.jsonld#annotation-{row.annotation_id}",
        "type": "Annotation",
        "motivation": "assessing",
        "created": item.published_at.isoformat(timespec="seconds"),
        "creator": {"type": "Organization", "name": site.name},
        "body": [
            {"type": "TextualBody", "value": f"{record.rating.name}: {record.headline}", "purpose": "assessing"},
            {"id": site.check(record.slug), "type": "Text", "format": "text/html", "purpose": "linking"},
        ],
        "target": [_target(part, row, site) for part in row.parts],
    }


def _target(part: PartRecord, row: AppearanceRecord, site: Site) -> dict[str, Any]:
    """The words; for an omission the place after them, which has no length; for the article as a whole, all of it."""
    target = {
        "source": as_link(row.url) or site.report(row.article_id),
        "state": {"type": "Digest", "value": row.text_sha256, "version": row.version},
    }
    if row.scope == "article":
        return target
    if row.scope == "omission":
        before = (part.prefix + part.exact)[-CONTEXT_LENGTH:]
        part = PartRecord("", before, part.suffix, part.end, part.end)
    selector = [
        {"type": "TextQuoteSelector", "exact": part.exact, "prefix": part.prefix, "suffix": part.suffix},
        {"type": "TextPositionSelector", "start": part.start, "end": part.end},
    ]
    return {**target, "selector": selector}


def dump_text(value: str) -> str:
    """A JSON string."""
    return dump({"": value})[4:-1]

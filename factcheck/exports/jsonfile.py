"""Everything published as JSON: the approved records themselves; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from factcheck.exports.claimreview import dump
from factcheck.exports.queries import Published
from factcheck.exports.site import Site


def render(items: Iterable[Published], site: Site) -> Iterator[str]:
    """An array of records, each with its address, moment of publication and digest."""
    yield "["
    for index, item in enumerate(items):
        facts = {
            "url": site.check(item.record.slug),
            "published_at": item.published_at.isoformat(timespec="seconds"),
            "record_sha256": item.sha256,
        }
        yield ("," if index else "") + "\n" + dump({**asdict(item.record), **facts})
    yield "\n]\n"

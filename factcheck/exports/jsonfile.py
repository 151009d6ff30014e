"""Everything published as JSON: the approved records themselves, byte for byte; pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from factcheck.exports.queries import Published
from factcheck.exports.site import Site


def render(items: Iterable[Published], site: Site) -> Iterator[str]:
    """An array; the bytes of each `record` are those that were approved, and `record_sha256` is their digest."""
    yield "["
    for index, item in enumerate(items):
        comma = "," if index else ""
        published_at = item.published_at.isoformat(timespec="seconds")
        url = json.dumps(site.check(item.slug), ensure_ascii=False)
        yield (
            f'{comma}\n{{"published_at":"{published_at}","record":{item.text},'
            f'"record_sha256":"{item.sha256}","url":{url}}}'
        )
    yield "\n]\n"

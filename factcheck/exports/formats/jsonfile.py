"""Everything published as JSON: the approved snapshots themselves, byte for byte; pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from factcheck.exports.addresses import Site
from factcheck.exports.queries import Published


def render(items: Iterable[Published], site: Site) -> Iterator[str]:
    """An array; the bytes of each `record` are those that were approved, and `record_sha256` is their digest.

    A withdrawn verdict has no `record`, because a rating is part of it, but its digest and the reason.
    """
    yield "["
    for index, item in enumerate(items):
        yield ("," if index else "") + "\n" + (_withdrawn(item, site) if item.withdrawn_at else _published(item, site))
    yield "\n]\n"


def _published(item: Published, site: Site) -> str:
    published_at = item.published_at.isoformat(timespec="seconds")
    return (
        f'{{{_head(item)}{_known(item, site)}"published_at":"{published_at}",'
        f'"record":{item.text},"record_sha256":"{item.sha256}","status":"published","url":{_text(site.check(item.slug))}}}'
    )


def _withdrawn(item: Published, site: Site) -> str:
    moments = [moment.isoformat(timespec="seconds") for moment in (item.published_at, item.changed_at)]
    return (
        f'{{{_head(item)}"claim_id":{item.record.claim_id},"edition":{item.record.number},{_known(item, site)}'
        f'"published_at":"{moments[0]}","record_sha256":"{item.sha256}","status":"withdrawn","url":{_text(site.check(item.slug))},'
        f'"withdrawal_reason":{_text(item.withdrawal_reason)},"withdrawn_at":"{moments[1]}"}}'
    )


def _head(item: Published) -> str:
    return f'"audit_head":"{item.audit_head}",' if item.audit_head else ""


def _known(item: Published, site: Site) -> str:
    first = item.first_published_at.isoformat(timespec="seconds")
    return f'"first_published_at":"{first}","language":{_text(item.language or site.language)},'


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)

"""The feed of verdicts (Atom, RFC 4287); pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from markupsafe import escape

from factcheck.exports.queries import Deleted, Published
from factcheck.exports.site import Site

LONGEST = 50  # entries
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
NEVER = "1970-01-01T00:00:00+00:00"


def render(items: Iterable[Published], site: Site, gone: Sequence[Deleted] = ()) -> Iterator[str]:
    """What changed last; a correction or withdrawal updates its entry, whose id never changes (tag URI, RFC 4151).

    What was taken down has a deleted-entry (RFC 6721) and nothing else.
    """
    entries = list(islice(items, LONGEST))
    moments = [*(item.changed_at for item in entries[:1]), *(it.at for it in gone[:1])]
    updated = _moment(max(moments)) if moments else NEVER
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<id>{escape(site.base)}/feed.atom</id>\n<title>{_text(site.name)}: checks</title>\n"
    yield f'<updated>{updated}</updated>\n<link rel="self" href="{escape(site.base)}/feed.atom"/>\n'
    yield f'<link rel="alternate" type="text/html" href="{escape(site.base)}/checks"/>\n'
    for item in entries:
        yield _entry(item, site)
    for it in gone[:LONGEST]:
        yield f'<at:deleted-entry xmlns:at="{TOMBSTONES}" ref="{_id(it.claim_id, site)}" when="{_moment(it.at)}"/>\n'
    yield "</feed>\n"


def _entry(item: Published, site: Site) -> str:
    record = item.record
    name, key, summary = record.rating.name, record.rating.key, record.summary + _note(item)
    if item.withdrawn_at:
        name, key, summary = "Withdrawn", "withdrawn", item.withdrawal_reason
    return (
        f"<entry>\n<id>{_id(record.claim_id, site)}</id>\n"
        f"<title>{_text(f'{name}: {record.headline}')}</title>\n"
        f"<updated>{_moment(item.changed_at)}</updated>\n"
        f'<link rel="alternate" type="text/html" href="{escape(site.check(record.slug))}"/>\n'
        f"<author><name>{_text(site.name)}</name></author>\n"
        f'<category term="{key}" label="{_text(name)}"/>\n'
        f"<summary>{_text(summary)}</summary>\n</entry>\n"
    )


def _note(item: Published) -> str:
    """What a correction changed, for readers; nothing of a first edition."""
    if item.kind is None:
        return ""
    note = f" {item.kind.replace('-', ' ').capitalize()}: {item.record.public_note}"
    if item.change and item.change.is_rated_anew:
        note += f" (Rating changed from {item.change.before.name} to {item.change.after.name}.)"
    return note


def _id(claim_id: int, site: Site) -> str:
    return f"tag:{site.host},2026:claim-{claim_id}"


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


def _text(value: str) -> str:
    """Escaped, and without the control characters that XML 1.0 can't carry."""
    return str(escape("".join(sign for sign in value if sign >= " " or sign in "\t\n")))

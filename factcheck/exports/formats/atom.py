"""The feed of verdicts (Atom, RFC 4287); pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from factcheck.exports.addresses import Site
from factcheck.exports.formats.characters import xml
from factcheck.exports.queries import Deleted, Published

LONGEST = 50  # entries
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
NEVER = "1970-01-01T00:00:00+00:00"


def render(items: Iterable[Published], site: Site, gone: Sequence[Deleted] = ()) -> Iterator[str]:
    """The newest changes; a correction or withdrawal updates its entry. No id ever changes (exports/models.py).

    What was taken down has a deleted-entry (RFC 6721) and nothing else.
    """
    entries = list(islice(items, LONGEST))
    moments = [*(item.changed_at for item in entries[:1]), *(it.at for it in gone[:1])]
    updated = _moment(max(moments)) if moments else NEVER
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{xml(site.language)}">\n'
    yield f"<id>{xml(site.feed)}</id>\n<title>{xml(site.name)}: checks</title>\n"
    yield f'<updated>{updated}</updated>\n<link rel="self" href="{xml(site.base)}/feed.atom"/>\n'
    yield f'<link rel="alternate" type="text/html" href="{xml(site.base)}/checks"/>\n'
    yield f"<author><name>{xml(site.name)}</name></author>\n"
    for item in entries:
        yield _entry(item, site)
    for it in gone[:LONGEST]:
        ref, when = xml(site.entry(it.claim_id)), _moment(it.at)
        yield f'<at:deleted-entry xmlns:at="{TOMBSTONES}" ref="{ref}" when="{when}"/>\n'
    yield "</feed>\n"


def _entry(item: Published, site: Site) -> str:
    record, language = item.record, xml(item.language or site.language)
    name, key, summary = record.rating.name, record.rating.key, record.summary + _note(item)
    if item.withdrawn_at:
        name, key, summary = "Withdrawn", "withdrawn", item.withdrawal_reason
    return (
        f'<entry xml:lang="{language}">\n<id>{xml(site.entry(record.claim_id))}</id>\n'
        f"<title>{xml(f'{name}: {record.headline}')}</title>\n"
        f"<published>{_moment(item.first_published_at)}</published>\n<updated>{_moment(item.changed_at)}</updated>\n"
        f'<link rel="alternate" type="text/html" hreflang="{language}" href="{xml(site.check(record.slug))}"/>\n'
        f"<author><name>{xml(site.name)}</name></author>\n"
        f'<category term="{xml(key)}" label="{xml(name)}"/>\n'
        f"<summary>{xml(summary)}</summary>\n</entry>\n"
    )


def _note(item: Published) -> str:
    """What a correction changed, for readers; empty for a first edition."""
    if item.kind is None:
        return ""
    note = f" {item.kind.replace('-', ' ').capitalize()}: {item.record.public_note}"
    if item.change and item.change.is_rated_anew:
        note += f" (Rating changed from {item.change.before.name} to {item.change.after.name}.)"
    return note


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")

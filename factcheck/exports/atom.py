"""The feed of verdicts (Atom, RFC 4287); pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from markupsafe import escape

from factcheck.exports.queries import Published
from factcheck.exports.site import Site

LONGEST = 50  # entries
NEVER = "1970-01-01T00:00:00+00:00"


def render(items: Iterable[Published], site: Site) -> Iterator[str]:
    """The newest verdicts; a correction updates its entry, whose id never changes (tag URI, RFC 4151)."""
    entries = list(islice(items, LONGEST))
    updated = entries[0].published_at.isoformat(timespec="seconds") if entries else NEVER
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<id>{escape(site.base)}/feed.atom</id>\n<title>{_text(site.name)}: checks</title>\n"
    yield f'<updated>{updated}</updated>\n<link rel="self" href="{escape(site.base)}/feed.atom"/>\n'
    yield f'<link rel="alternate" type="text/html" href="{escape(site.base)}/checks"/>\n'
    for item in entries:
        yield _entry(item, site)
    yield "</feed>\n"


def _entry(item: Published, site: Site) -> str:
    record = item.record
    moment = item.published_at.isoformat(timespec="seconds")
    note = (
        f" {record.correction_class.replace('-', ' ').capitalize()}: {record.public_note}"
        if record.correction_class
        else ""
    )
    return (
        f"<entry>\n<id>tag:{site.host},2026:claim-{record.claim_id}</id>\n"
        f"<title>{_text(f'{record.rating.name}: {record.headline}')}</title>\n<updated>{moment}</updated>\n"
        f'<link rel="alternate" type="text/html" href="{escape(site.check(record.slug))}"/>\n'
        f"<author><name>{_text(site.name)}</name></author>\n"
        f'<category term="{record.rating.key}" label="{_text(record.rating.name)}"/>\n'
        f"<summary>{_text(record.summary + note)}</summary>\n</entry>\n"
    )


def _text(value: str) -> str:
    """Escaped, and without the control characters that XML 1.0 can't carry."""
    return str(escape("".join(sign for sign in value if sign >= " " or sign in "\t\n")))

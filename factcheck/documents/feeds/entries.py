"""What is read from a feed: its entries with their addresses, as plain text within limits (pure)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urljoin

from factcheck.documents.markup.node import names
from factcheck.documents.text import SURROGATES, clean
from factcheck.urls import as_address, is_web_address

MAX_ENTRIES = 500  # of one feed, the newest
MAX_TITLE, MAX_SUMMARY = 300, 1_000  # code points
LOOKED_AT = 5 * MAX_SUMMARY  # code points of a field: the rest is markup of a whole article
MAX_LANGUAGE = 35  # code points, as of an article
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<![^<>]*>|<[a-zA-Z!/][^<>]*\Z")
INLINE = names("a abbr b bdi bdo cite code data del dfn em font i ins mark q s small span strong sub sup u var")
UNSEEN = names("script style")
YEARS = range(1990, 2200)  # a date outside is a mistake of the feed


class FeedEntry(NamedTuple):
    """One entry of a feed."""

    url: str  # a web address
    title: str  # one line; empty if the feed gives none
    summary: str  # one line; empty if the feed gives none
    published_at: datetime | None  # UTC; None if the feed gives no date that can be read


class FeedDocument(NamedTuple):
    """A feed or a sitemap: its entries, newest first, those without a date last in their order."""

    title: str
    language: str  # as the feed names it (BCP 47); empty if it doesn't
    entries: tuple[FeedEntry, ...]
    without_address: int  # entries that were left out, because they lead to no web page
    beyond: int  # older entries that were left out, because the feed has more than MAX_ENTRIES


class RawEntry(NamedTuple):
    """An entry as its format gives it: HTML or plain text, and an address that may be relative."""

    link: str
    title: str = ""
    summary: str = ""
    published_at: datetime | None = None


def document(title: str, language: str, found: Iterable[RawEntry], base: str) -> FeedDocument:
    """The newest entries that lead somewhere, each address once; `base` is the address of the feed, or empty."""
    entries: dict[str, FeedEntry] = {}
    without_address = 0
    for raw in found:
        url = _joined(base, raw.link)
        if not url:
            without_address += 1
        elif url not in entries:
            entries[url] = FeedEntry(
                url, plain(raw.title, MAX_TITLE), plain(raw.summary, MAX_SUMMARY), raw.published_at
            )
    newest = sorted(entries.values(), key=_age)
    beyond = max(0, len(newest) - MAX_ENTRIES)
    named = language.strip() if len(language.strip()) <= MAX_LANGUAGE else ""
    return FeedDocument(plain(title, MAX_TITLE), named, tuple(newest[:MAX_ENTRIES]), without_address, beyond)


def plain(markup: str, most: int) -> str:
    """HTML as one line of text, at most so many code points; `<` that begins no tag stays."""
    text = "".join(_words(markup[:LOOKED_AT]))
    line = " ".join(clean(SURROGATES.sub("\ufffd", html.unescape(text))).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def escaped(text: str) -> str:
    """Plain text as HTML, for `plain`."""
    return html.escape(text, quote=False)


def moment(value: datetime | None) -> datetime | None:
    """A date in UTC, without a time zone taken as UTC; None for one that can't be right."""
    try:
        found = value and (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return found if found and found.year in YEARS else None


def iso_moment(value: object) -> datetime | None:
    """The moment of an ISO 8601 date with or without a time (RFC 3339, W3C-DTF); None for anything else."""
    try:
        return moment(datetime.fromisoformat(value.strip())) if isinstance(value, str) else None
    except ValueError:
        return None


def _words(markup: str) -> Iterable[str]:
    """The text between the tags, with spaces for those of blocks; nothing of scripts and styles."""
    end, hidden = 0, ""
    for tag in TAG.finditer(markup):
        name = (tag[2] or "").lower()
        if not hidden:
            yield markup[end : tag.start()]
            yield "" if name in INLINE else " "
        if name in UNSEEN and not tag[1]:
            hidden = hidden or name
        elif name == hidden:
            hidden = ""
        end = tag.end()
    if not hidden:
        yield markup[end:]


def _joined(base: str, link: str) -> str:
    """The address that a link leads to; empty if that isn't a web address."""
    try:
        url = as_address(urljoin(base, link.strip()) if link.strip() else "")
    except ValueError:  # a bracket that never closes
        return ""
    return url if is_web_address(url) else ""


def _age(entry: FeedEntry) -> float:
    """The newest first; entries without a date come last, in their order."""
    return -entry.published_at.timestamp() if entry.published_at else 0.0

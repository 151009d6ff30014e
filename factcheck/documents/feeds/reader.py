"""RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed and sitemaps: which one it is, and its entries (pure)."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from factcheck.documents.feeds.entries import FeedDocument, RawEntry, document, escaped, moment
from factcheck.documents.feeds.json_feed import read_json_feed
from factcheck.documents.feeds.sitemaps import read_sitemap
from factcheck.documents.feeds.xml_limits import refuse_hostile
from factcheck.documents.markup.tree import parsed
from factcheck.documents.text import Unreadable, UnreadableFile
from factcheck.i18n import N_
from factcheck.urls import as_address, is_web_address

LOOKED_AT = 64 * 1024  # bytes in which the outermost element begins
DECLARATION = 100  # bytes at the start, in which XML names its encoding
MAX_PAGE = 512 * 1024  # bytes of a page in which it announces its feeds
MAX_ANNOUNCED = 20
BEFORE = re.compile(rb"\s*(?:<\?[^>]*>|<!--.*?-->|<!doctype(?!\s+html)[^>\[]*(?:\[[^\]]*\])?\s*>)\s*", re.DOTALL | re.I)
ELEMENT = re.compile(rb"\s*<(?:[\w.-]+:)?([\w.-]+)")
FEEDS = frozenset((b"rss", b"rdf", b"feed"))
SITEMAPS = frozenset((b"urlset", b"sitemapindex"))
FEED_TYPES = re.compile(r"application/(?:(?:rss|atom|rdf)\+xml|feed\+json)\b", re.IGNORECASE)

EMPTY = N_("The address leads to an empty file.")
NOTHING = N_("This is neither a feed (RSS, Atom or JSON Feed) nor a sitemap.")
PAGE = N_("This is a web page, not a feed.")


def read_feed(data: bytes, url: str = "", charset: str = "") -> FeedDocument:
    """The entries of a feed or a sitemap, as bytes in any of these formats.

    `url` is its address, for relative ones; `charset` is the encoding that its server names, for a feed that names
    none. Raises Unreadable, which says why. Nothing is fetched.
    """
    beginning = data[:LOOKED_AT].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").lstrip()
    if not beginning:
        raise UnreadableFile(EMPTY)
    if beginning.startswith(b"{"):
        return read_json_feed(data, url)
    name = _outermost(beginning)
    if name in {b"html", b"!doctype"}:
        raise UnreadableFile(PAGE)
    if name not in FEEDS | SITEMAPS:
        raise UnreadableFile(NOTHING)
    refuse_hostile(data)
    return read_sitemap(data, url) if name in SITEMAPS else _read_xml(data, url, charset)


def announced_feeds(data: bytes, url: str) -> list[str]:
    """The addresses of the feeds that a web page announces (`link rel=alternate`), in its order; none for other files.

    `url` is the address of the page.
    """
    try:
        page = parsed(data[:MAX_PAGE].decode("utf-8", "replace"))
    except Unreadable:
        return []
    base = next((node.get("href") for node in page.nodes if node.tag == "base" and node.get("href")), "")
    found: dict[str, None] = {}
    for node in page.nodes:
        is_alternate = node.tag == "link" and "alternate" in node.get("rel").lower().split()
        if is_alternate and FEED_TYPES.match(node.get("type").strip()):
            found[_joined(_joined(url, base), node.get("href"))] = None
    return [address for address in found if is_web_address(address)][:MAX_ANNOUNCED]


def _outermost(beginning: bytes) -> bytes:
    """The name of the outermost element in lower case, without its prefix; empty if there is none."""
    place = 0
    while (before := BEFORE.match(beginning, place)) is not None:
        place = before.end()
    if beginning[place : place + 9].lower() == b"<!doctype":
        return b"!doctype"
    element = ELEMENT.match(beginning, place)
    return element[1].lower() if element else b""


def _read_xml(data: bytes, url: str, charset: str) -> FeedDocument:
    import feedparser  # it takes a quarter of a second, and only jobs and the form of a feed need it

    headers = {"content-location": url}
    if charset and b"encoding" not in data[:DECLARATION]:
        headers["content-type"] = f"application/xml; charset={charset}"
    parsed_feed = feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    title, language = _markup(parsed_feed.feed, "title", parsed_feed.version), parsed_feed.feed.get("language") or ""
    return document(title, language, _entries(parsed_feed), url)


def _entries(parsed_feed: Any) -> Iterator[RawEntry]:
    for entry in parsed_feed.entries:
        title, summary = (_markup(entry, name, parsed_feed.version) for name in ("title", "summary"))
        yield RawEntry(entry.get("link") or "", title, summary, _moment(entry))


def _markup(thing: Any, name: str, version: str) -> str:
    """A field as HTML. Only Atom says which of its fields are plain text; RSS leaves it to the reader."""
    value = thing.get(name) or ""
    is_plain = version.startswith("atom") and thing.get(f"{name}_detail", {}).get("type") == "text/plain"
    return escaped(value) if is_plain else value


def _moment(entry: Any) -> datetime | None:
    """When the entry was published, else when it was changed."""
    for name in ("published_parsed", "updated_parsed"):
        value = dict.get(entry, name)  # feedparser's own `get` gives one for the other, with a warning
        try:
            found = moment(datetime.fromtimestamp(calendar.timegm(value), UTC)) if value else None
        except (OverflowError, ValueError):
            found = None
        if found:
            return found
    return None


def _joined(base: str, link: str) -> str:
    try:
        return as_address(urljoin(base, link.strip()))
    except ValueError:  # a bracket that never closes
        return ""

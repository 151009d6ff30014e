"""Sitemaps and news sitemaps (pure). Source: https://www.sitemaps.org/protocol.html, Google's sitemap-news 0.9."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factcheck.documents.feeds.entries import FeedDocument, RawEntry, document, escaped, iso_moment
from factcheck.documents.text import UnreadableFile
from factcheck.i18n import N_

MOST_NAMED = 3  # addresses of an index that its refusal names
DAMAGED = N_("This sitemap is damaged and can’t be read.")
INDEX = N_("This is an index of sitemaps, not a list of pages. Enter one of the sitemaps that it names: %(addresses)s.")
EMPTY_INDEX = N_("This is an index of sitemaps that names none.")


def read_sitemap(data: bytes, url: str) -> FeedDocument:
    """The pages of a sitemap; raises Unreadable, for an index of sitemaps with the first addresses in it."""
    root = _parsed(data)
    if _name(root) == "sitemapindex":
        found = [_text(child, "loc") for child in root if _name(child) == "sitemap"]
        named = [address for address in found if address][:MOST_NAMED]
        raise UnreadableFile(INDEX, addresses=", ".join(named)) if named else UnreadableFile(EMPTY_INDEX)
    language = next((_text(news, "language") for news in root.iter("{*}publication")), "")
    title = next((_text(news, "name") for news in root.iter("{*}publication")), "")
    return document(escaped(title), language, _entries(root), url)


def _parsed(data: bytes) -> Any:
    """The outermost element; nothing is expanded or loaded."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableFile(DAMAGED) from None


def _entries(root: Any) -> Iterator[RawEntry]:
    for page in root:
        if _name(page) == "url":
            news = next(page.iter("{*}news"), None)
            title = _text(news, "title") if news is not None else ""
            published = iso_moment(_text(news, "publication_date")) if news is not None else None
            yield RawEntry(_text(page, "loc"), escaped(title), "", published or iso_moment(_text(page, "lastmod")))


def _name(element: Any) -> str:
    """The name without its namespace; empty for comments."""
    from lxml import etree

    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _text(element: Any, name: str) -> str:
    """The words of the first child of that name, whatever its namespace."""
    child = next((it for it in element if _name(it) == name), None)
    return "".join(child.itertext()).strip() if child is not None else ""

"""Which page of a web archive is read: the only one, the one it declares as its main one, or the one chosen (pure)."""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from factcheck.documents.foreign.archive import OfficeArchive
from factcheck.documents.saved_pages.wacz import listed_pages, main_page, pages_of
from factcheck.documents.saved_pages.warc import PageRecord, pages_in
from factcheck.documents.text import UnreadableFile
from factcheck.i18n import N_

MOST_OFFERED = 100  # pages
TITLE = re.compile(rb"<title[^>]*>(.{0,1000}?)</title", re.DOTALL | re.IGNORECASE)
LOOKED_AT = 64 * 1024  # bytes
LONGEST_TITLE = 200  # characters
NO_PAGE = N_("This web archive contains no web page.")
NOT_THERE = N_("This web archive has no page at %(url)s.")


def read_warc(data: bytes, url: str) -> dict[str, Any]:
    """The page at an address in a WARC file; without one, its only page, or the pages to choose from."""
    return _answer(lambda: pages_in(io.BytesIO(data)), url, "", {})


def read_wacz(data: bytes, url: str) -> dict[str, Any]:
    """The same of a WACZ file, which may declare a main page."""
    archive = OfficeArchive(data)
    return _answer(lambda: pages_of(archive), url, main_page(archive), listed_pages(archive))


def _answer(
    pages: Callable[[], Iterator[PageRecord]], url: str, main: str, listed: Mapping[str, str]
) -> dict[str, Any]:
    """The page, and all that are offered beside it; `listed` are those that the archive lists."""
    titles = _titles(pages(), listed)
    if not titles:
        raise UnreadableFile(NO_PAGE)
    if url and url not in titles:
        raise UnreadableFile(NOT_THERE, url=url)
    wanted = url or (main if main in titles else next(iter(titles)) if len(titles) == 1 else "")
    offered = list(titles.items())[:MOST_OFFERED]
    if not wanted:
        return {"choose": [[address, title, address] for address, title in offered]}
    found = next(page for page in pages() if page.url == wanted)
    chapters = [[address, title] for address, title in offered] if len(offered) > 1 else []
    return {"page": [found.url, found.charset, base64.b64encode(found.data).decode()], "chapters": chapters}


def _titles(pages: Iterable[PageRecord], listed: Mapping[str, str]) -> dict[str, str]:
    """The titles of the pages by their addresses: of the listed ones, or of all if none of them is there."""
    titles: dict[str, str] = {}
    for page in pages:
        if page.url not in titles:
            titles[page.url] = listed.get(page.url) or _title(page.data) or page.url
    return {url: title for url, title in titles.items() if url in listed} or titles


def _title(data: bytes) -> str:
    found = TITLE.search(data[:LOOKED_AT])
    return " ".join(html.unescape(found[1].decode("utf-8", "replace")).split())[:LONGEST_TITLE] if found else ""

"""The pages in a WACZ file: a zip file of WARC files with a list of pages (pure).

Source: WACZ 1.1.1, https://specs.webrecorder.net/wacz/1.1.1/.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from factcheck.documents.foreign.archive import OfficeArchive
from factcheck.documents.saved_pages.warc import PageRecord, pages_in

PACKAGE, PAGES = "datapackage.json", "pages/pages.jsonl"
MOST_LISTED = 10_000  # pages of a list that are read


def pages_of(archive: OfficeArchive) -> Iterator[PageRecord]:
    """The web pages of all WARC files in it, in order of their names."""
    for name in sorted(archive.names):
        if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")):
            yield from pages_in(io.BytesIO(archive.member(name)))


def listed_pages(archive: OfficeArchive) -> dict[str, str]:
    """The addresses that were archived as pages, with their titles; empty without a list."""
    pages = map(_json, _text(archive, PAGES).splitlines()[:MOST_LISTED])
    return {url: _value(page, "title") for page in pages if (url := _value(page, "url"))}


def main_page(archive: OfficeArchive) -> str:
    """The address of the page that the archive declares as its main one; empty if it declares none."""
    package = _json(_text(archive, PACKAGE))
    return _value(package, "mainPageUrl") or _value(package, "mainPageURL")


def _text(archive: OfficeArchive, name: str) -> str:
    return archive.member(name).decode("utf-8", "replace") if name in archive.names else ""


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _value(thing: Any, name: str) -> str:
    value = thing.get(name) if isinstance(thing, dict) else None
    return value if isinstance(value, str) else ""

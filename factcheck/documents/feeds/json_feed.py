"""JSON Feed 1 and 1.1 (pure). Source: https://www.jsonfeed.org/version/1.1/"""

from __future__ import annotations

import json
from typing import Any

from factcheck.documents.feeds.entries import FeedDocument, RawEntry, document, escaped, iso_moment
from factcheck.documents.text import UnreadableFile
from factcheck.i18n import N_

VERSION = "https://jsonfeed.org/version/1"
NOT_JSON = N_("This file is damaged: it begins like JSON and can’t be read as such.")
NOT_A_FEED = N_("This is JSON, but no JSON Feed: it has no “version” and “items” of one.")


def read_json_feed(data: bytes, url: str) -> FeedDocument:
    """The entries of a JSON Feed; raises Unreadable. Items that aren't as the format says are left out."""
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError):
        raise UnreadableFile(NOT_JSON) from None
    if not isinstance(feed, dict) or not _text(feed, "version").startswith(VERSION):
        raise UnreadableFile(NOT_A_FEED)
    items = feed.get("items")
    if not isinstance(items, list):
        raise UnreadableFile(NOT_A_FEED)
    found = [_entry(item) for item in items if isinstance(item, dict)]
    return document(escaped(_text(feed, "title")), _text(feed, "language"), found, url)


def _entry(item: dict[str, Any]) -> RawEntry:
    summary = escaped(_text(item, "summary") or _text(item, "content_text")) or _text(item, "content_html")
    published = iso_moment(item.get("date_published")) or iso_moment(item.get("date_modified"))
    link = _text(item, "url") or _text(item, "external_url") or _text(item, "id")
    return RawEntry(link, escaped(_text(item, "title")), summary, published)


def _text(thing: dict[str, Any], name: str) -> str:
    value = thing.get(name)
    return value if isinstance(value, str) else ""

"""A feed as a child process reads it: as values that JSON knows, and back (pure)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from factcheck.documents.feeds.entries import FeedDocument, FeedEntry
from factcheck.documents.feeds.reader import announced_feeds, read_feed
from factcheck.documents.text import UnreadableFile


def answer(data: bytes, url: str, charset: str) -> dict[str, Any]:
    """A feed under `feed`; or why it can't be read under `refused`, and the feeds that its page announces."""
    try:
        found = read_feed(data, url, charset)
    except UnreadableFile as refusal:
        return {"refused": refusal.message, "values": refusal.values, "announced": announced_feeds(data, url)}
    entries = [[*it[:3], it.published_at.isoformat() if it.published_at else ""] for it in found.entries]
    return {"feed": found._replace(entries=())._asdict(), "entries": entries}


def restored(read: dict[str, Any]) -> FeedDocument:
    """The feed of an answer that has one."""
    entries = (
        FeedEntry(url, title, summary, datetime.fromisoformat(day) if day else None)
        for url, title, summary, day in read["entries"]
    )
    return FeedDocument(**{**read["feed"], "entries": tuple(entries)})

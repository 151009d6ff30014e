"""Public addresses and names (pure)."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import UUID, uuid5


class Site(NamedTuple):
    """The public site: its name, its base address without a final slash, its language, feed id and time zone."""

    name: str
    base: str
    language: str = "en"
    feed_id: str = ""  # exports/models.py; empty: the address of the feed
    zone: tzinfo = UTC

    @property
    def feed(self) -> str:
        """The id of the feed: its first address, or a UUID (RFC 4122)."""
        return self.feed_id or f"{self.base}/feed.atom"

    def entry(self, claim_id: int) -> str:
        """The id of a verdict's entry, made only from that of the feed: a UUID, or a tag URI (RFC 4151)."""
        if self.feed.startswith("urn:uuid:"):
            return uuid5(UUID(self.feed), f"claim-{claim_id}").urn
        return f"tag:{urlsplit(self.feed).hostname or 'localhost'},2026:claim-{claim_id}"

    def day(self, moment: datetime) -> str:
        """The calendar day of a moment where the newsroom is, in ISO 8601: the same as on its pages."""
        return moment.astimezone(self.zone).date().isoformat()

    def check(self, slug: str) -> str:
        """The public page of a verdict."""
        return f"{self.base}/checks/{slug}"

    def report(self, article_id: int) -> str:
        """The report of an article."""
        return f"{self.base}/reports/{article_id}"

    def annotations(self, article_id: int) -> str:
        """The Web Annotation collection of an article."""
        return f"{self.report(article_id)}/annotations.jsonld"

"""Addresses as readers have them (pure)."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit


class Site(NamedTuple):
    """The public site: its name, and its base address without a final slash."""

    name: str
    base: str

    @property
    def host(self) -> str:
        """The host name, for tag URIs (RFC 4151)."""
        return urlsplit(self.base).hostname or "localhost"

    def check(self, slug: str) -> str:
        """The public page of a verdict."""
        return f"{self.base}/checks/{slug}"

    def report(self, article_id: int) -> str:
        """The report of an article."""
        return f"{self.base}/reports/{article_id}"

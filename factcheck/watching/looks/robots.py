"""The robots.txt of the sites of watched pages: fetched through the one door, and kept for a day."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from factcheck.db import db, utcnow
from factcheck.fetching.client import fetch
from factcheck.fetching.policy import Policy
from factcheck.fetching.refusals import FetchRefused, Reason
from factcheck.fetching.robots import MAX_SIZE, is_allowed, origin_of, robots_address
from factcheck.watching.models import RobotsFile

KEPT_FOR = timedelta(days=1)  # at most 24 hours (RFC 9309 §2.4)
RETRIED_AFTER = timedelta(hours=1)  # if it couldn't be had
NO_RULES = frozenset({Reason.NOT_FOUND, Reason.NO_ACCESS})  # statuses with which everything is allowed (§2.3.1.3)


class SiteRules(NamedTuple):
    """The text of a robots.txt; None if it couldn't be had, for the reason."""

    rules: str | None
    reason: str = ""


class RobotsCheck:
    """Asks, before a page is fetched, what its site allows; remembers what it fetched for that, to be stored."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._fetched: dict[str, SiteRules] = {}

    def __call__(self, url: str) -> None:
        """Raise FetchRefused if the site of a page doesn't allow it, or can't say so now (§2.3.1.4)."""
        found, host = self._rules(url), urlsplit(url).hostname or ""
        if found.rules is None:
            raise FetchRefused(Reason.NO_ROBOTS, host=host, cause=found.reason)
        if not is_allowed(found.rules, url):
            raise FetchRefused(Reason.ROBOTS, host=host)

    def _rules(self, url: str) -> SiteRules:
        origin = origin_of(url)
        if origin not in self._fetched:
            if kept := _kept(origin):
                return kept
            self._fetched[origin] = _fetch(url, self.policy)
        return self._fetched[origin]

    def store(self) -> None:
        """Store what was fetched. Never commits."""
        for origin, found in self._fetched.items():
            row = db.session.get(RobotsFile, origin) or RobotsFile(origin=origin)
            row.rules, row.reason, row.fetched_at = found.rules, found.reason, utcnow()
            db.session.add(row)
        db.session.flush()


def _kept(origin: str) -> SiteRules | None:
    """The stored rules of a site, unless they are too old; leaves no transaction open."""
    row = db.session.get(RobotsFile, origin)
    found = None
    if row is not None and utcnow() - row.fetched_at < (RETRIED_AFTER if row.rules is None else KEPT_FOR):
        found = SiteRules(row.rules, row.reason)
    db.session.rollback()
    return found


def _fetch(url: str, policy: Policy) -> SiteRules:
    try:
        page = fetch(robots_address(url), policy)
    except FetchRefused as refusal:
        return SiteRules("") if refusal.reason in NO_RULES else SiteRules(None, str(refusal))
    return SiteRules(page.body[:MAX_SIZE].decode("utf-8", "replace"))

"""Limits the writes of a person per minute.

One process on SQLite counts in memory. Several processes on PostgreSQL share the table of counts, from which each takes
twenty at a time: a save waits for the table once in twenty times, and all together never allow more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask, current_app, g, request

from factcheck.config import Settings
from factcheck.db import db, utcnow
from factcheck.errors import TooMany
from factcheck.i18n import N_, _
from factcheck.web.guards.shared_counters import Limit, add
from factcheck.web.idempotency import READS
from factcheck.web.long_searches import is_question_endpoint

EXTENSION = "factcheck.write_limits"
WINDOW = timedelta(minutes=1)
LEASE = 20  # writes that a process takes from the shared count at a time
MAX_REMEMBERED = 1000  # people; above that, ended windows are deleted
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class TooManyWrites(TooMany):
    """A person writes faster than anybody types."""

    title = N_("Too many changes in a minute")
    recorded_as = "writes"


@dataclass(slots=True)
class Window:
    """A minute of a person: what this process may still allow in it, and what it has allowed."""

    begun: datetime = NEVER
    granted: int = 0
    used: int = 0


class WriteLimits:
    """Counts the writes of each person."""

    def __init__(self, limit: int, *, is_shared: bool) -> None:
        self.limit, self.is_shared = limit, is_shared
        self._windows: dict[int, Window] = {}
        self._lock = threading.Lock()

    def wait(self, user_id: int, now: Callable[[], datetime] = utcnow) -> int:
        """Seconds until this person may write; 0 allows, and counts, one write."""
        with self._lock:
            window = self._window(user_id, now())
            if window.used >= window.granted:
                self._grant(window, user_id)
            if window.used >= window.granted:
                return max(-int((now() - window.begun - WINDOW).total_seconds() // 1), 1)
            window.used += 1
            return 0

    def _window(self, user_id: int, now: datetime) -> Window:
        window = self._windows.get(user_id)
        if window is None or now >= window.begun + WINDOW:
            if len(self._windows) >= MAX_REMEMBERED:
                self._windows = {key: it for key, it in self._windows.items() if now < it.begun + WINDOW}
            window = self._windows[user_id] = Window(now, 0 if self.is_shared else self.limit)
        return window

    def _grant(self, window: Window, user_id: int) -> None:
        """Take more writes from the shared count, as long as there are any."""
        if self.is_shared:
            count, window.begun = add(Limit("writes", str(user_id), self.limit, WINDOW), LEASE)
            window.granted += min(max(self.limit - (count - LEASE), 0), LEASE)


def refuse() -> None:
    """Before a view: refuse a person who has written very often in this minute; signing out is always possible."""
    user = g.get("user")
    endpoint = request.endpoint or ""
    if request.method in READS or user is None or endpoint.startswith("security.") or is_question_endpoint(endpoint):
        return
    limits: WriteLimits = current_app.extensions[EXTENSION]
    if wait := limits.wait(user.id):
        raise TooManyWrites(_("Wait %(seconds)s seconds, then send it again. Nothing was changed.", seconds=wait), wait)


def init_app(app: Flask, settings: Settings) -> None:
    """Start counting."""
    with app.app_context():
        is_shared = db.engine.dialect.name == "postgresql"
    app.extensions[EXTENSION] = WriteLimits(settings.writes_per_minute, is_shared=is_shared)
    app.before_request(refuse)

"""Limits the writes of a person per minute.

On SQLite the processes of the machine count in a file. On PostgreSQL, which several machines may use, they share the
table of counts, from which each takes twenty at a time: a save waits for the table once in twenty times, and all
together never allow more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask, current_app, g

from factcheck.config import Settings
from factcheck.db import db, utcnow
from factcheck.errors import TooMany
from factcheck.i18n import N_, _
from factcheck.processes.minute_counts import MinuteCounts
from factcheck.web.guards.shared_counters import Limit, add
from factcheck.web.idempotency import READS
from factcheck.web.input.current import this_request
from factcheck.web.long_searches import is_question_endpoint

EXTENSION = "factcheck.write_limits"
FILE = "writes"  # in the data folder
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
    """Counts the writes of each person: in the file of the counts, or else in the table."""

    def __init__(self, limit: int, counts: MinuteCounts | None) -> None:
        self.limit, self._counts = limit, counts
        self._windows: dict[int, Window] = {}
        self._lock = threading.Lock()

    def wait(self, user_id: int, now: Callable[[], datetime] = utcnow) -> int:
        """Seconds until this person may write; 0 allows, and counts, one write."""
        if self._counts is None:
            return self._wait_for_table(user_id, now)
        count, begun = self._counts.add(user_id, now().timestamp())
        return 0 if count <= self.limit else _rest(datetime.fromtimestamp(begun, UTC), now())

    def _wait_for_table(self, user_id: int, now: Callable[[], datetime]) -> int:
        with self._lock:
            window = self._window(user_id, now())
            if window.used >= window.granted:
                self._grant(window, user_id)
            if window.used >= window.granted:
                return _rest(window.begun, now())
            window.used += 1
            return 0

    def _window(self, user_id: int, now: datetime) -> Window:
        window = self._windows.get(user_id)
        if window is None or now >= window.begun + WINDOW:
            if len(self._windows) >= MAX_REMEMBERED:
                self._windows = {key: it for key, it in self._windows.items() if now < it.begun + WINDOW}
            window = self._windows[user_id] = Window(now)
        return window

    def _grant(self, window: Window, user_id: int) -> None:
        """Take more writes from the shared count, as long as there are any."""
        count, window.begun = add(Limit("writes", str(user_id), self.limit, WINDOW), LEASE)
        window.granted += min(max(self.limit - (count - LEASE), 0), LEASE)


def _rest(begun: datetime, now: datetime) -> int:
    """The seconds of a window that are left, at least one."""
    return max(-int((now - begun - WINDOW).total_seconds() // 1), 1)


def refuse() -> None:
    """Before a view: refuse a person who has written very often in this minute; signing out is always possible."""
    user, request = g.get("user"), this_request()
    endpoint = request.endpoint or ""
    if request.method in READS or user is None or endpoint.startswith("security.") or is_question_endpoint(endpoint):
        return
    limits: WriteLimits = current_app.extensions[EXTENSION]
    if wait := limits.wait(user.id):
        raise TooManyWrites(_("Wait %(seconds)s seconds, then send it again. Nothing was changed.", seconds=wait), wait)


def init_app(app: Flask, settings: Settings) -> None:
    """Start counting."""
    with app.app_context():
        is_one_machine = db.engine.dialect.name == "sqlite"
    counts = MinuteCounts(settings.home / FILE) if is_one_machine else None
    app.extensions[EXTENSION] = WriteLimits(settings.writes_per_minute, counts)
    app.before_request(refuse)

"""The hub: one thread per process reads new actions and wakes the streams of the articles they concern.

It looks when the heads of the audit log were written, by any process of the machine, and once a second in any case.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue

from flask import Flask, current_app

from factcheck.accounts.session_activity import valid_sign_ins
from factcheck.audit.heads import FILE as HEADS
from factcheck.db import read_only
from factcheck.live import events
from factcheck.live.events import News
from factcheck.processes.file_watch import FileWatch
from factcheck.processes.slots import FILE as SLOTS
from factcheck.processes.slots import Slots

EXTENSION = "factcheck.live"
POLL_INTERVAL = 0.2  # seconds between two looks at the file of heads
LONGEST_INTERVAL = 1.0  # seconds between two queries of the audit log: another machine, or a full disk
RETRY_INTERVAL = 5.0  # seconds after a query that failed
HEARTBEAT_INTERVAL = 10.0  # seconds of silence before a comment is sent, which also detects closed connections
STREAM_LIFETIME = 300.0  # seconds after which a stream ends, so that the browser reconnects and its session is checked
MAX_STREAMS_PER_PERSON = 4  # on this machine; further pages poll every few seconds instead
clock = time.monotonic  # seconds
Listener = Callable[[str | None], None]
log = logging.getLogger(__name__)


class EventStream:
    """One open stream; it holds neither a transaction nor a connection.

    A server that keeps streams without a thread attaches a listener; any other reads `messages` in a thread.
    """

    def __init__(self, hub: Hub, article_id: int, slots: tuple[int, ...], guest: str = "") -> None:
        self.hub, self.article_id, self.slots, self.guest = hub, article_id, slots, guest
        self._waiting: SimpleQueue[News | None] = SimpleQueue()
        self._listener: Listener | None = None
        self._lock = threading.Lock()
        self._end = clock() + STREAM_LIFETIME

    def tell(self, news: News | None) -> None:
        """Wake the stream; None ends it."""
        with self._lock:
            if self._listener is None:
                self._waiting.put(news)
            else:
                self._listener(message(news) if news else None)

    def attach(self, listener: Listener) -> None:
        """Register a function to be called, from any thread, with pending and future messages; with None at the end."""
        with self._lock:
            self._listener = listener
            while not self._waiting.empty():
                news = self._waiting.get()
                listener(message(news) if news else None)

    def leave(self) -> None:
        """Free its place."""
        self.hub.leave(self)

    @property
    def is_over(self) -> bool:
        """Whether the stream is so old that the session of its reader must be checked again."""
        return clock() >= self._end

    def messages(self, first: str) -> Iterator[str]:
        """The stream: `first` at once, then messages, until it is ended or too old."""
        yield first
        while not self.is_over:
            try:
                news = self._waiting.get(timeout=HEARTBEAT_INTERVAL)
            except Empty:
                yield ":\n\n"
                continue
            if news is None:
                return
            yield message(news)


def message(news: News) -> str:
    """An event of a stream: its id is that of the action, its data say what was concerned but not how."""
    return f"id: {news.id}\nevent: live-change\ndata: {' '.join(news.subjects)}\n\n"


class Hub(threading.Thread):
    """Reads the audit log until it is stopped; all hubs of the machine serve at most `most` streams at a time."""

    def __init__(self, app: Flask, most: int) -> None:
        super().__init__(name="live", daemon=True)
        self.app = app
        self.most = most
        self.last = 0
        home = app.extensions["settings"].home
        self._slots, self._heads = Slots(home / SLOTS), FileWatch(home / HEADS)
        self._lines: dict[EventStream, None] = {}  # oldest first
        self._lock = threading.Lock()
        self._is_ending = threading.Event()

    def enter(self, article_id: int, user_id: int, guest: str = "") -> EventStream | None:
        """A new stream, to be ended by `leave`; None if there are enough, or the server is stopping."""
        with self._lock:
            mine = (f"streams of {user_id}", MAX_STREAMS_PER_PERSON)
            if self._is_ending.is_set() or (slots := self._slots.take_each(mine, ("streams", self.most))) is None:
                return None
            line = EventStream(self, article_id, slots, guest)
            self._lines[line] = None
            return line

    def leave(self, line: EventStream) -> None:
        """Forget a stream that has ended."""
        with self._lock:
            is_known = line in self._lines
            self._lines.pop(line, None)
        for slot in line.slots if is_known else ():
            self._slots.free(slot)

    def run(self) -> None:
        """Read the audit log repeatedly; a database error is logged and waited out."""
        pause, due = POLL_INTERVAL, 0.0
        while not self._is_ending.wait(pause):
            if not self._heads.has_changed() and clock() < due:
                continue
            try:
                with self.app.app_context(), read_only():
                    self.look()
                    self.show_out()
                pause, due = POLL_INTERVAL, clock() + LONGEST_INTERVAL
            except Exception:
                log.exception("The hub of the streams stumbled")
                pause, due = RETRY_INTERVAL, 0.0

    def look(self) -> None:
        """Tell each stream what is new for it. What was read counts as delivered only after all streams got it."""
        acts = events.acts_after(self.last)
        if not acts:
            return
        with self._lock:
            lines = list(self._lines)
        news = events.by_article(acts) if lines else {}
        for line in lines:
            if line.article_id in news:
                line.tell(news[line.article_id])
        self.last = acts[-1].id

    def show_out(self) -> None:
        """End the streams of sessions that are no longer valid: ended elsewhere, idle, or of people without access."""
        with self._lock:
            lines = [line for line in self._lines if line.guest]
        guests = {line.guest for line in lines}
        gone = guests - valid_sign_ins(guests) if lines else set()
        for line in lines:
            if line.guest in gone:
                self.leave(line)
                line.tell(None)

    def end(self) -> None:
        """End all streams and accept no new ones; safe in a signal handler."""
        self._is_ending.set()
        with self._lock:
            lines = list(self._lines)
        for line in lines:
            self.leave(line)
            line.tell(None)

    def stop(self, patience: float = 10.0) -> None:
        """End all streams, and wait for the thread."""
        self.end()
        self.join(patience)


def start(app: Flask, most: int) -> Hub:
    """A running hub for this app. If a stream holds a thread, `most` leaves enough threads for pages."""
    hub = Hub(app, most)
    with app.app_context(), read_only():
        hub.last = events.newest()
    app.extensions[EXTENSION] = hub
    hub.start()
    return hub


def hub_of_app() -> Hub | None:
    """The hub of this process, if its server started one."""
    found: Hub | None = current_app.extensions.get(EXTENSION)
    return found

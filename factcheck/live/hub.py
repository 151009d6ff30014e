"""The hub: one thread a process reads new acts and wakes the streams whose article they touch."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue

from flask import Flask, current_app

from factcheck.accounts.session_activity import valid_sign_ins
from factcheck.db import read_only
from factcheck.live import events
from factcheck.live.events import News

EXTENSION = "factcheck.live"
POLL_INTERVAL = 0.4  # seconds between two looks at the record
RETRY_INTERVAL = 5.0  # seconds after a look that failed
HEARTBEAT_INTERVAL = 10.0  # seconds of silence before a comment that also finds out whether anybody listens
STREAM_LIFETIME = 300.0  # seconds after which a stream ends, so that the browser comes again and is asked who it is
MAX_STREAMS_PER_PERSON = 4  # streams; the page of a fifth asks every few seconds instead
clock = time.monotonic  # seconds
Listener = Callable[[str | None], None]
log = logging.getLogger(__name__)


class EventStream:
    """What one open stream waits on; it holds neither a transaction nor a connection.

    A server that keeps streams without a thread attaches a listener; any other reads `messages` in a thread.
    """

    def __init__(self, hub: Hub, article_id: int, user_id: int, guest: str = "") -> None:
        self.hub, self.article_id, self.user_id, self.guest = hub, article_id, user_id, guest
        self._waiting: SimpleQueue[News | None] = SimpleQueue()
        self._listener: Listener | None = None
        self._lock = threading.Lock()
        self._end = clock() + STREAM_LIFETIME

    def tell(self, it: News | None) -> None:
        """Wake the stream; None ends it."""
        with self._lock:
            if self._listener is None:
                self._waiting.put(it)
            else:
                self._listener(message(it) if it else None)

    def attach(self, listener: Listener) -> None:
        """Have a function called, from any thread, with pending and future messages; with None at the end."""
        with self._lock:
            self._listener = listener
            while not self._waiting.empty():
                it = self._waiting.get()
                listener(message(it) if it else None)

    def leave(self) -> None:
        """Give its place back."""
        self.hub.leave(self)

    @property
    def is_over(self) -> bool:
        """Whether the stream has lasted so long that who reads it is asked again who they are."""
        return clock() >= self._end

    def messages(self, first: str) -> Iterator[str]:
        """The stream: `first` at once, then messages, until it is ended or too old."""
        yield first
        while not self.is_over:
            try:
                told = self._waiting.get(timeout=HEARTBEAT_INTERVAL)
            except Empty:
                yield ":\n\n"
                continue
            if told is None:
                return
            yield message(told)


def message(it: News) -> str:
    """An event of a stream: its id is the act's, its data say what was touched and nothing of how."""
    return f"id: {it.id}\nevent: live-change\ndata: {' '.join(it.subjects)}\n\n"


class Hub(threading.Thread):
    """Reads the record until it is ended; at most `most` streams hang on it at a time."""

    def __init__(self, app: Flask, most: int) -> None:
        super().__init__(name="live", daemon=True)
        self.app = app
        self.most = most
        self.last = 0
        self._lines: dict[EventStream, None] = {}  # the oldest first
        self._lock = threading.Lock()
        self._is_ending = threading.Event()

    def enter(self, article_id: int, user_id: int, guest: str = "") -> EventStream | None:
        """A line for one more stream, which `leave` gives back; None when there are enough, or the end is near."""
        with self._lock:
            mine = [line for line in self._lines if line.user_id == user_id]
            if self._is_ending.is_set() or len(self._lines) >= self.most or len(mine) >= MAX_STREAMS_PER_PERSON:
                return None
            line = EventStream(self, article_id, user_id, guest)
            self._lines[line] = None
            return line

    def leave(self, line: EventStream) -> None:
        """Forget a stream that came to its end."""
        with self._lock:
            self._lines.pop(line, None)

    def run(self) -> None:
        """Look at the record again and again; an accident of the database is logged and waited out."""
        pause = POLL_INTERVAL
        while not self._is_ending.wait(pause):
            try:
                with self.app.app_context(), read_only():
                    self.look()
                    self.show_out()
                pause = POLL_INTERVAL
            except Exception:
                log.exception("The hub of the streams stumbled")
                pause = RETRY_INTERVAL

    def look(self) -> None:
        """Tell each line what is new for it; what was read once counts as told only after all were."""
        acts = events.acts_after(self.last)
        if not acts:
            return
        with self._lock:
            lines = list(self._lines)
        told = events.by_article(acts) if lines else {}
        for line in lines:
            if line.article_id in told:
                line.tell(told[line.article_id])
        self.last = acts[-1].id

    def show_out(self) -> None:
        """End the streams of sign-ins that count no longer: ended elsewhere, idle, or of somebody without access."""
        with self._lock:
            lines = [line for line in self._lines if line.guest]
        guests = {line.guest for line in lines}
        gone = guests - valid_sign_ins(guests) if lines else set()
        for line in lines:
            if line.guest in gone:
                self.leave(line)
                line.tell(None)

    def end(self) -> None:
        """End all streams now and let no new one begin; safe in the handler of a signal."""
        self._is_ending.set()
        with self._lock:
            lines = list(self._lines)
        for line in lines:
            line.tell(None)

    def stop(self, patience: float = 10.0) -> None:
        """End, and wait for the thread."""
        self.end()
        self.join(patience)


def start(app: Flask, most: int) -> Hub:
    """A hub at work for this app; where a stream holds a thread, `most` leaves enough of them for pages."""
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

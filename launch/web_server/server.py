"""The loop: one thread that waits for all connections, checks their time limits and shuts them down in order."""

from __future__ import annotations

import logging
import resource
import selectors
import threading
import time
from collections.abc import Callable
from select import POLLIN, POLLOUT
from typing import Any

from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher
from waitress.wasyncore import readwrite

from launch.web_server import limits
from launch.web_server.channel import Channel

log = logging.getLogger(__name__)


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """An HTTP server for one WSGI application on one address."""

    channel_class = Channel
    registered = 0  # the events that the loop waits for
    is_crowded = False  # so many busy connections that no other is accepted for now

    def __init__(self, application: Any, listen: str, threads: int = limits.THREADS) -> None:
        self.is_ending, self.is_over, self.ended_at = False, False, 0.0
        self._selector = selectors.DefaultSelector()
        self._watching = threading.RLock()
        adjustments = Adjustments(
            listen=listen, threads=threads, ident="", expose_tracebacks=False, log_socket_errors=False,
            clear_untrusted_proxy_headers=False,  # FACTCHECK_TRUST_PROXY alone decides whose X-Forwarded-* count
            connection_limit=1_000_000, backlog=1024, recv_bytes=65536, cleanup_interval=1_000_000,
            max_request_header_size=limits.MAX_HEADER, max_request_body_size=limits.MAX_BODY,
            outbuf_high_watermark=limits.SPOOLED,
        )  # fmt: skip
        dispatcher = ThreadedTaskDispatcher()
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns about every queued request
        self.max_connections = min(limits.MAX_CONNECTIONS, raise_file_limit() // 2)
        super().__init__(application, {}, dispatcher=dispatcher, adj=adjustments)
        dispatcher.set_thread_count(threads)

    def add_channel(self, map: Any = None) -> None:
        """Register with the loop."""
        super().add_channel(map)
        self.watch(self)

    def readable(self) -> bool:
        """Whether new connections are accepted."""
        return bool(self.accepting and not self.is_crowded)

    def watch(self, it: Any) -> None:
        """Update what the loop waits for on this connection; from any thread, after every change."""
        with self._watching:
            if it._fileno is None or it._fileno not in self._map:
                return
            wanted = selectors.EVENT_READ * bool(it.readable()) | selectors.EVENT_WRITE * bool(
                not it.accepting and it.writable()
            )
            if wanted == it.registered:
                return
            if not it.registered:
                self._selector.register(it._fileno, wanted, it)
            elif not wanted:
                self._selector.unregister(it._fileno)
            else:
                self._selector.modify(it._fileno, wanted, it)
            it.registered = wanted

    def unwatch(self, it: Any) -> None:
        """Remove this connection from the loop, before its file is closed."""
        with self._watching:
            if it.registered and it._fileno is not None:
                self._selector.unregister(it._fileno)
                it.registered = 0

    def pull_trigger(self) -> None:
        """Do nothing: whoever changes a connection calls `watch`, which wakes the loop."""

    def end(self) -> None:
        """Refuse new requests, answer those in progress, then leave `run`; safe in a signal handler."""
        with self._watching:
            if not self.is_ending:
                self.ended_at, self.is_ending = time.monotonic(), True
            if not self.is_over:
                self.trigger.pull_trigger()

    def run(self, at_end: Callable[[], None] = lambda: None) -> None:
        """Serve until `end` is called and all is answered, or GRACE is over; calls `at_end` once in between."""
        self.trigger.registered = 0
        for it in (self, self.trigger):
            self.watch(it)
        next_tick = 0.0
        while not self.is_ending:
            next_tick = self._turn(limits.TICK, next_tick)
        at_end()
        while not self._is_done():
            next_tick = self._turn(0.05, next_tick)
        self._close_all()

    def _turn(self, timeout: float, next_tick: float) -> float:
        """Handle what is ready; once in TICK check all connections. Returns the time of the next check."""
        for key, events in self._selector.select(timeout):
            it = key.data
            if self._map.get(key.fd) is it:
                can_read = events & selectors.EVENT_READ and it.readable()
                readwrite(it, POLLIN * bool(can_read) | POLLOUT * bool(events & selectors.EVENT_WRITE))
                self.watch(it)
        if (now := time.monotonic()) < next_tick:
            return next_tick
        self.is_crowded = False
        self.watch(self)
        for channel in list(self.active_channels.values()):
            try:
                channel.check(now)
            except Exception:
                log.exception("A connection stumbled")
                channel.handle_close()
            self.watch(channel)
        return now + limits.TICK

    def handle_accept(self) -> None:
        """Accept all new connections; if there are too many, close the one that has been idle for longest."""
        while len(self.active_channels) < self.max_connections or self._make_room():
            before = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) <= before:
                return
        self.is_crowded = True

    def _make_room(self) -> bool:
        free = [it for it in self.active_channels.values() if not it.requests and it.line is None]
        if not free:
            return False
        min(free, key=lambda it: it.request.began if it.request else it.idle_since).handle_close()
        return True

    def _is_done(self) -> bool:
        """Whether nobody waits for an answer any more."""
        passed = time.monotonic() - self.ended_at
        if passed > limits.GRACE:
            return True
        waiting = any(
            it.requests or it.request is not None or it.total_outbufs_len for it in self.active_channels.values()
        )
        return passed > limits.STAY and not waiting

    def _close_all(self) -> None:
        self.task_dispatcher.shutdown(timeout=1)
        with self._watching:
            self.is_over = True
            for it in list(self._map.values()):
                it.close()
        self._selector.close()


def raise_file_limit() -> int:
    """Raise the limit of open files as far as possible, because every connection is one; returns the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if hard == resource.RLIM_INFINITY else min(hard, 65536)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)

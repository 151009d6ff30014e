"""The server of one process: one thread waits for all connections, checks their time limits and ends them in order."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from factcheck.processes.turns import Turns
from launch.memory import give_back
from launch.web_server import limits
from launch.web_server.channel import Channel
from launch.web_server.loads import Share
from launch.web_server.loop import Lifeline, Loop
from launch.web_server.threads import Threads

log = logging.getLogger(__name__)


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """An HTTP server for one WSGI application on one address, or on a socket that it shares with other workers."""

    channel_class = Channel
    registered = 0  # the events that the loop waits for
    is_crowded = False  # so many busy connections that no other is accepted for now
    yields_until = 0.0  # leaves a new connection to another worker until then

    def __init__(
        self,
        application: Any,
        listen: str | socket.socket,
        threads: int = limits.THREADS,
        share: Share | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
        at_once: int = limits.AT_ONCE,
    ) -> None:
        """`headers` are those of the server's own refusals; `at_once`, requests that are worked on at a time."""
        self.is_ending, self.is_retiring, self.is_over, self.ended_at = False, False, False, 0.0
        self.share, self.headers = share, headers
        self._loop = Loop({})
        self.watch, self.unwatch = self._loop.watch, self._loop.unwatch
        own = listen if isinstance(listen, str) else "127.0.0.1:0"
        adjustments = Adjustments(
            listen=own, threads=threads, ident="", expose_tracebacks=False, log_socket_errors=False,
            clear_untrusted_proxy_headers=False,  # FACTCHECK_TRUST_PROXY alone decides whose X-Forwarded-* count
            connection_limit=1_000_000, backlog=1024, recv_bytes=65536, cleanup_interval=1_000_000,
            max_request_header_size=limits.MAX_HEADER, max_request_body_size=limits.MAX_BODY,
            outbuf_high_watermark=limits.SPOOLED,
        )  # fmt: skip
        dispatcher = Threads(Turns(at_once, limits.LONG_SECONDS))
        most = limits.MAX_CONNECTIONS // (share.workers if share else 1)
        self.max_connections = min(most, limits.raise_file_limit() // 2)
        given: dict[str, Any] = {} if isinstance(listen, str) else {"_sock": listen, "bind_socket": False}
        super().__init__(application, self._loop.map, dispatcher=dispatcher, adj=adjustments, **given)
        dispatcher.set_thread_count(threads)

    def add_channel(self, map: Any = None) -> None:
        """Register with the loop."""
        super().add_channel(map)
        self.watch(self)

    def readable(self) -> bool:
        """Whether new connections are accepted."""
        return bool(self.accepting and not self.is_crowded and not self.yields_until)

    def watch_lifeline(self, number: int) -> None:
        """End as soon as this pipe ends, which belongs to the supervisor."""
        self.watch(Lifeline(number, self._loop.map, self.end))

    def pull_trigger(self) -> None:
        """Do nothing: whoever changes a connection calls `watch`, which wakes the loop."""

    def end(self) -> None:
        """Answer what arrives within STAY, then leave `run`; safe in a signal handler, and may be called again."""
        with self._loop.lock:
            if not self.is_ending or self.is_retiring:
                self.ended_at, self.is_ending, self.is_retiring = time.monotonic(), True, False
            self._wake()

    def retire(self) -> None:
        """Accept no connection any more, answer the next request of each, then leave `run`; as safe as `end`."""
        with self._loop.lock:
            if not self.is_ending:
                self.ended_at, self.is_ending, self.is_retiring = time.monotonic(), True, True
            self._wake()

    def _wake(self) -> None:
        if not self.is_over:
            self.trigger.pull_trigger()

    def run(self, at_end: Callable[[], None] = lambda: None) -> None:
        """Serve until told to end and all is answered, or GRACE is over; calls `at_end` once in between."""
        self.trigger.registered = 0
        self.watch(self.trigger)
        self.watch(self)
        next_tick = 0.0
        while not self.is_ending:
            next_tick = self._turn(limits.TICK, next_tick)
        at_end()
        while not self._is_done():
            next_tick = self._turn(0.05, next_tick)
        self._close_all()

    def _turn(self, timeout: float, next_tick: float) -> float:
        """Handle what is ready; once in TICK check all connections. Returns the time of the next check."""
        timeout = min(timeout, limits.YIELD_SECONDS) if self.yields_until else timeout
        self._loop.turn(min(timeout, limits.LONG_SECONDS) if self.task_dispatcher.queue else timeout)
        self.task_dispatcher.look_again()
        now = time.monotonic()
        if self.yields_until and now >= self.yields_until:
            self._accept_yielded()
        if self.share:
            self.share.note(len(self.active_channels))
        if now < next_tick:
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
        give_back()
        return now + limits.TICK

    # new connections

    def handle_accept(self) -> None:
        """Accept new connections, beside other workers one at a time, and none as long as another worker has fewer."""
        if self.share is None:
            self._accept(limits.MAX_CONNECTIONS)
        elif self.share.is_ahead() and not self.is_ending:
            self.yields_until = time.monotonic() + limits.YIELD_SECONDS
        else:
            self._accept(1)
            self.share.note(len(self.active_channels))

    def _accept_yielded(self) -> None:
        """Accept a connection that no other worker took."""
        self.yields_until = 0.0
        if self.accepting:
            self._accept(1)
        self.watch(self)

    def _accept(self, most: int) -> int:
        """Accept at most this many; if there are too many, close the one that has been idle for longest."""
        for count in range(most):
            if len(self.active_channels) >= self.max_connections and not self._make_room():
                self.is_crowded = True
                return count
            before = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) <= before:
                return count
        return most

    def _make_room(self) -> bool:
        free = [it for it in self.active_channels.values() if not it.requests and it.line is None]
        if not free:
            return False
        min(free, key=lambda it: it.request.began if it.request else it.idle_since).handle_close()
        return True

    # the end

    def _is_done(self) -> bool:
        """Whether all is answered, or too late; closes the port in time."""
        now = time.monotonic()
        passed = now - self.ended_at
        if self.accepting and (self.is_retiring or passed > limits.STAY or not self.active_channels):
            self._close_port()
        if not self.active_channels or passed > limits.GRACE + limits.IDLE_SECONDS * self.is_retiring:
            return True
        is_awaited = any(it.is_awaited(now) for it in self.active_channels.values())
        return passed > limits.STAY and not self.is_retiring and not is_awaited

    def _close_port(self) -> None:
        """Take what waits in the queue, unless other workers will, and close the listening socket."""
        if not self.is_retiring:
            self._accept(limits.MAX_CONNECTIONS)
        self.unwatch(self)
        self.del_channel()
        self.accepting = False
        self.socket.close()

    def _close_all(self) -> None:
        self.task_dispatcher.shutdown(timeout=1)
        with self._loop.lock:
            self.is_over = True
            for it in list(self._loop.map.values()):
                it.close()
        self._loop.close()

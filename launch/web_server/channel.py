"""One connection: its limits, its end, and the event stream that it may carry."""

from __future__ import annotations

import contextlib
import socket
import time
from typing import Any, Protocol

from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.parser import HTTPRequestParser

from launch.web_server import limits
from launch.web_server.tasks import Answer, NoRoom, Refusal, RequestTimeout


class Line(Protocol):
    """An event stream of the application; calls back with each message, and with None at its end."""

    def attach(self, listener: Any) -> None:
        """Send pending and all future messages to this function, from any thread."""

    def leave(self) -> None:
        """Forget the stream, because its client is gone."""

    @property
    def is_over(self) -> bool:
        """Whether it has reached its maximum age."""


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """An incoming request, with the time at which it began."""

    def __init__(self, adjustments: Any) -> None:
        super().__init__(adjustments)
        self.began = time.monotonic()

    def is_late(self, now: float) -> bool:
        """Whether its client is too slow in sending it."""
        if not self.headers_finished:
            return now - self.began > limits.HEADER_SECONDS
        return now - self.began > limits.BODY_SECONDS + int(self.body_bytes_received) / limits.MIN_RATE


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection; a slow client holds it and nothing else."""

    parser_class, task_class, error_task_class = Request, Answer, Refusal
    line: Line | None = None  # the event stream on it
    lingers_until = 0.0  # refused; read on until then, so that the refusal arrives
    request: Any = None  # the incoming request
    requests: Any = ()  # waitress' constructor starts to listen before it sets this
    is_refused = False  # the client may still be sending
    registered = 0  # the events that the loop waits for

    def __init__(self, server: Any, *arguments: Any, **options: Any) -> None:
        self.idle_since = time.monotonic()
        self.sent = self.unread_from = 0  # bytes in all; time at which the client last had everything
        self.unread_since: float | None = None
        self.beat_at = 0.0
        super().__init__(server, *arguments, **options)

    def add_channel(self, map: Any = None) -> None:
        """Register with the loop."""
        super().add_channel(map)
        self.server.watch(self)

    def del_channel(self, map: Any = None) -> None:
        """Unregister from the loop."""
        self.server.unwatch(self)
        super().del_channel(map)

    # in a thread

    def service(self) -> None:
        """Answer a request."""
        self.is_refused = self.requests[0].error is not None
        try:
            super().service()
        finally:
            self.idle_since = time.monotonic()
            self.server.watch(self)

    def write_soon(self, data: Any) -> Any:
        """Send; the loop sends what the client doesn't read at once."""
        written = super().write_soon(data)
        if self.total_outbufs_len:
            self.server.watch(self)
        return written

    def send(self, data: Any, do_close: bool = True) -> int:
        """Count what the client reads."""
        count: int = super().send(data, do_close=do_close)
        self.sent += count
        return count

    # an event stream

    def begin_stream(self, line: Line) -> None:
        """Carry a stream from now on, without a thread."""
        self.line, self.beat_at = line, time.monotonic() + limits.HEARTBEAT_INTERVAL
        line.attach(self.push)

    def push(self, message: str | None) -> None:
        """Send a message of the stream, or end it; from any thread."""
        if message is None:
            self.close_when_flushed = True
        else:
            with contextlib.suppress(ClientDisconnected):  # noticed by the loop
                self.write_soon(message.encode())
        self.server.watch(self)

    # in the loop

    def received(self, data: bytes) -> bool:
        """Receive data; refuse a body for which the disk has no room."""
        try:
            return bool(super().received(data))
        except OSError:
            self.refuse(NoRoom(""))
            return False

    def refuse(self, error: Any) -> None:
        """Answer an incomplete request without a thread, and end the connection."""
        request = self.request or Request(self.adj)
        request.error, self.request = error, None
        Refusal(self, request).service()
        request.close()  # the file with what has arrived of its body
        self.close_when_flushed = self.is_refused = True

    def readable(self) -> bool:
        """Whether to read more; also after a refusal, to discard it."""
        return bool(self.lingers_until or super().readable())

    def writable(self) -> bool:
        """Whether to send something or close the connection."""
        return bool(not self.lingers_until and super().writable())

    def handle_read(self) -> None:
        """Read, or discard what arrives after a refusal."""
        if not self.lingers_until:
            super().handle_read()
        elif not self.recv(65536):
            self.handle_close()

    def handle_write(self) -> None:
        """Send; after a refusal, shut down sending and read for a while, because closing would destroy it unread."""
        if self.close_when_flushed and not self.total_outbufs_len and self.is_refused and not self.will_close:
            self.close_when_flushed = False
            self.lingers_until = time.monotonic() + limits.LINGER_SECONDS
            with contextlib.suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
            return
        with self.outbuf_lock:  # a stream writes from other threads
            super().handle_write()

    def handle_close(self) -> None:
        """Close, and release a stream and the file with a body that has arrived in part."""
        line, self.line = self.line, None
        incoming, self.request = self.request, None
        super().handle_close()
        if incoming is not None:
            incoming.close()
        if line is not None:
            line.leave()

    def is_awaited(self, now: float) -> bool:
        """Whether its client waits for an answer, or has just come and may be about to ask."""
        is_new = not self.sent and now - self.idle_since < limits.STAY
        return bool(is_new or self.requests or self.request is not None or self.total_outbufs_len)

    def check(self, now: float) -> None:
        """Once a second: end what is too slow, and keep a stream alive."""
        if self.will_close or (self.lingers_until and now > self.lingers_until) or self._is_read_too_slowly(now):
            self.handle_close()
        elif self.line is not None:
            self._keep_alive(self.line, now)
        elif self.requests or self.close_when_flushed or self.lingers_until:
            return
        elif self.request is not None and self.request.is_late(now):
            self.refuse(RequestTimeout(""))
        elif self.request is None and not self.total_outbufs_len:
            limit = limits.IDLE_SECONDS if self.sent else limits.HEADER_SECONDS
            if now - self.idle_since > limit:
                self.handle_close()

    def _keep_alive(self, line: Line, now: float) -> None:
        if line.is_over:
            self.push(None)
        elif now > self.beat_at:
            self.beat_at = now + limits.HEARTBEAT_INTERVAL
            self.push(":\n\n")

    def _is_read_too_slowly(self, now: float) -> bool:
        """Whether the client, or the system for it, read too little of its answer in the last READING_SECONDS."""
        if not self.total_outbufs_len:
            self.unread_since = None
            return False
        if self.unread_since is None:
            self.unread_since, self.unread_from = now, self.sent
        if now - self.unread_since <= limits.READING_SECONDS:
            return False
        rate = limits.MIN_RATE_HOLDING if self.requests else limits.MIN_RATE
        is_slow = self.sent - self.unread_from < limits.READING_SECONDS * rate
        self.unread_since, self.unread_from = now, self.sent
        return is_slow

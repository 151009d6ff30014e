"""Open event streams, read by one thread: when each change arrived."""

from __future__ import annotations

import re
import selectors
import socket
import threading
import time
from collections.abc import Sequence

from benchmarks.server.client import Client

CLAIM = re.compile(rb"claim-(\d+)")
RETRY = 0.5  # seconds until a stream that has ended is opened again


class Stream:
    """One stream of an article; remembers where it was, as browsers do."""

    def __init__(self, client: Client, article_id: int) -> None:
        self.client, self.article_id = client, article_id
        self.last, self.rest, self.due = b"", b"", 0.0
        self.arrived: dict[int, float] = {}  # the time of the first message that names a claim, by its number
        self.socket: socket.socket | None = None
        self.ended = 0

    def open(self) -> socket.socket:
        """Ask for the stream."""
        seen = f"Last-Event-ID: {self.last.decode()}\r\n" if self.last else ""
        head = (
            f"GET /articles/{self.article_id}/live HTTP/1.1\r\nHost: 127.0.0.1:{self.client.port}\r\n"
            f"HX-Request: true\r\nAccept: text/event-stream\r\nCookie: {self.client.cookie}\r\n{seen}\r\n"
        )
        self.socket = socket.create_connection(("127.0.0.1", self.client.port), timeout=30)
        self.socket.sendall(head.encode())
        return self.socket

    def read(self) -> bool:
        """Take what came; whether the stream goes on."""
        assert self.socket
        try:
            data = self.socket.recv(65536)
        except OSError:
            data = b""
        *events, self.rest = (self.rest + data).split(b"\n\n")
        for event in events:  # one that was cut off doesn't count
            for line in event.split(b"\n"):
                if line.startswith(b"id: "):
                    self.last = line[4:].strip()
                elif line.startswith(b"data: "):
                    for number in CLAIM.findall(line):
                        self.arrived.setdefault(int(number), time.monotonic())
        return bool(data)

    def close(self) -> None:
        """End it, and open it again a moment later."""
        if self.socket:
            self.socket.close()
        self.socket, self.rest, self.due = None, b"", time.monotonic() + RETRY
        self.ended += 1


class Watcher(threading.Thread):
    """Keeps streams open until it is stopped."""

    def __init__(self, streams: Sequence[Stream]) -> None:
        super().__init__(daemon=True)
        self.streams = streams
        self._is_over = threading.Event()
        self._selector = selectors.DefaultSelector()

    def run(self) -> None:
        while not self._is_over.is_set():
            self._open()
            for key, _ in self._selector.select(0.1):
                stream: Stream = key.data
                if not stream.read():
                    self._selector.unregister(key.fileobj)
                    stream.close()

    def _open(self) -> None:
        for stream in self.streams:
            if stream.socket is None and time.monotonic() >= stream.due:
                try:
                    self._selector.register(stream.open(), selectors.EVENT_READ, stream)
                except OSError:
                    stream.close()

    def open_now(self) -> int:
        """How many streams have sent something and are open."""
        return sum(stream.socket is not None and bool(stream.last) for stream in self.streams)

    def stop(self) -> None:
        """Close all streams."""
        self._is_over.set()
        self.join()
        for stream in self.streams:
            if stream.socket:
                stream.socket.close()

"""A newspaper's site on 127.0.0.1 for tests of the inbox: its feed, validators and status can be changed."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.fetching.hostile import HostileServer, answer, serving


@dataclass
class FeedSite:
    """What the site sends: at `/feed` an RSS feed of `entries` (path → title), at `/` a page that announces it."""

    entries: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    status: str = "200 OK"
    pages: dict[str, bytes] = field(default_factory=dict)  # by path, in place of those
    server: HostileServer | None = None

    def url(self, path: str = "/feed") -> str:
        assert self.server is not None
        return self.server.url(path)

    def requests(self, path: str = "/feed") -> list[str]:
        assert self.server is not None
        return [request for request in self.server.requests if request.startswith(f"GET {path} ")]

    def behave(self, connection: socket.socket, path: str) -> None:
        assert self.server is not None
        if self.etag and f"If-None-Match: {self.etag}" in self.server.requests[-1]:
            connection.sendall(answer(b"", status="304 Not Modified", ETag=self.etag))
            return
        headers = {"ETag": self.etag} if self.etag else {}
        connection.sendall(answer(self.body(path), status=self.status, **headers))

    def body(self, path: str) -> bytes:
        if path in self.pages:
            return self.pages[path]
        if path == "/":
            return b"<!doctype html><link rel=alternate type=application/rss+xml href=/feed><title>Courier</title>"
        return self.rss().encode()

    def rss(self) -> str:
        items = "".join(
            f"<item><title>{title}</title><link>{self.url(path)}</link><description>Of {title}</description>"
            "<pubDate>Mon, 30 Nov 2026 08:00:00 GMT</pubDate></item>"
            for path, title in self.entries.items()
        )
        return f"<rss version='2.0'><channel><title>Tarnby Courier</title>{items}</channel></rss>"


@contextlib.contextmanager
def feed_site(**entries: str) -> Iterator[FeedSite]:
    """A running site; entries by their paths without the slash."""
    site = FeedSite({f"/{path}": title for path, title in entries.items()})
    with serving(site.behave) as server:
        site.server = server
        yield site

"""A site with one page, which tests change between captures."""

from __future__ import annotations

import socket

from tests.fetching.hostile import answer

PARAGRAPHS = [
    "The town council has granted the permit for the harbour.",
    "Work may begin in June. The opening is planned for September.",
    "The costs are borne by the port authority, and the town lends it four million.",
    "Objections can be made within six weeks, in writing and with reasons.",
]
PAGE = (
    "<!doctype html><html lang=en><title>Building permit</title><script>alert(1)</script><article>"
    "<h1>Building permit</h1>" + "".join(f"<p>{words}</p>" for words in PARAGRAPHS) + "</article></html>"
)


class Site:
    """What is at its address: a page, or another status."""

    def __init__(self, page: str) -> None:
        self.page, self.status, self.url = page, "200 OK", ""
        self.media_type = "text/html; charset=utf-8"
        self.count = 0

    def answer(self, connection: socket.socket, path: str) -> None:
        self.count += 1
        if path == "/moved":
            connection.sendall(answer(b"", status="302 Found", Location="/permit"))
            return
        connection.sendall(answer(self.page.encode(), status=self.status, Content_Type=self.media_type))

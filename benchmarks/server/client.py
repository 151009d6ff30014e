"""HTTP clients: a signed-in person, and many of them at once."""

from __future__ import annotations

import gzip
import http.client
import re
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from email.message import Message
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Answer(NamedTuple):
    """An answer; `size` in bytes on the wire."""

    status: int
    headers: Message
    size: int
    body: bytes


class Client:
    """One keep-alive connection with the cookies and the CSRF token of a person."""

    def __init__(self, port: int, cookie: str = "", token: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.port, self.cookie, self.token = port, cookie, token

    def sign_in(self, email: str, password: str) -> Client:
        """Sign in through the sign-in page."""
        self._remember(self.get("/login"))
        fields = {"email": email, "password": password, "csrf_token": self.token, "submit": "1"}
        answer = self.send("POST", "/login", fields)
        if answer.status not in {302, 303}:
            raise RuntimeError(f"The sign-in was answered {answer.status}.")
        self._remember(answer)
        self._remember(self.get("/me"))
        return self

    def twin(self) -> Client:
        """Another connection of the same person."""
        return Client(self.port, self.cookie, self.token)

    def get(self, path: str, **headers: str) -> Answer:
        """Read a page; accepts gzip."""
        return self.send("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, object], *, partial: bool = False) -> Answer:
        """Send a form with its own idempotency key, as a plain form or as htmx does."""
        headers = {"X-CSRFToken": self.token, "Idempotency-Key": secrets.token_urlsafe(16)}
        htmx = {"HX-Request": "true", "HX-Request-Type": "partial"} if partial else {}
        return self.send("POST", path, fields, {**headers, **htmx})

    def send(
        self, method: str, path: str, fields: Mapping[str, object] | None, more: Mapping[str, str] | None = None
    ) -> Answer:
        """One request and its complete answer."""
        headers = {"Cookie": self.cookie, "Accept-Encoding": "gzip", "Accept": "text/html", **(more or {})}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, urlencode(fields) if fields is not None else None, headers)
        response = self._connection.getresponse()
        body = response.read()
        return Answer(response.status, response.headers, len(body), body)

    def drain(self, path: str) -> int:
        """Read an answer in pieces without keeping it; returns its bytes."""
        self._connection.request("GET", path, headers={"Cookie": self.cookie})
        response, size = self._connection.getresponse(), 0
        while piece := response.read(65536):
            size += len(piece)
        return size

    def _remember(self, answer: Answer) -> None:
        known = SimpleCookie(self.cookie)
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            known.load(cookie)
        self.cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in known.items())
        page = gunzip(answer)
        if found := TOKEN.search(page):
            self.token = found[1]


def gunzip(answer: Answer) -> str:
    """The text of an answer."""
    return (gzip.decompress(answer.body) if answer.headers.get("Content-Encoding") == "gzip" else answer.body).decode()


def at_once(clients: int, times: int, act: Callable[[int, int], object]) -> float:
    """Call act(client, number) `times` times in `clients` threads; returns seconds from first to last."""
    numbers = iter(range(times))
    lock = threading.Lock()
    failures: list[BaseException] = []

    def work(client: int) -> None:
        try:
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None or failures:
                    return
                act(client, number)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(client,)) for client in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return time.perf_counter() - begun

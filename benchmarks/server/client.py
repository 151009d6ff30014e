"""HTTP clients with one keep-alive connection: any browser, and a person who is signed in to our app."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import secrets
import zlib
from collections.abc import Mapping
from email.message import Message
from http.cookies import SimpleCookie
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


class Answer(NamedTuple):
    """An answer; `size` in bytes on the wire."""

    status: int
    headers: Message
    size: int
    body: bytes

    @property
    def content(self) -> bytes:
        """The body, unpacked."""
        match self.headers.get("Content-Encoding"):
            case "gzip":
                return gzip.decompress(self.body)
            case "deflate":
                return zlib.decompress(self.body)
            case _:
                return self.body

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode()

    def expect(self, status: int) -> Answer:
        """The answer itself; raises RuntimeError if it has another status."""
        if self.status != status:
            raise RuntimeError(f"The server answered {self.status} instead of {status}: {self.text[:300]}")
        return self


class Browser:
    """A connection with its cookies. It never repeats a request, so every failure is seen."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self.port, self.cookies = port, dict(cookies or {})

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request and its complete answer; accepts gzip."""
        sent = {"Accept-Encoding": "gzip", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = self.cookie
        self._connection.request(method, path, body, sent)
        response = self._connection.getresponse()
        answer = Answer(response.status, response.headers, 0, response.read())
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(cookie).items()})
        return answer._replace(size=len(answer.body))

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str, **headers: str) -> Answer:
        """Read a page."""
        return self.send("GET", path, None, {"Accept": "text/html", **headers})

    def json(self, method: str, path: str, data: object = None, **headers: str) -> Any:
        """Send JSON, or nothing, and read JSON; raises RuntimeError if it is refused."""
        sent = None if data is None else json.dumps(data).encode()
        kind = {"Accept": "application/json"} | ({} if sent is None else {"Content-Type": "application/json"})
        answer = self.send(method, path, sent, {**kind, **headers})
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path} was answered {answer.status}: {answer.text[:300]}")
        return json.loads(answer.content) if answer.body else None

    def drain(self, path: str) -> int:
        """Read an answer in pieces without keeping it; returns its bytes."""
        self._connection.request("GET", path, headers={"Cookie": self.cookie})
        response, size = self._connection.getresponse(), 0
        while piece := response.read(65536):
            size += len(piece)
        return size

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class Client(Browser):
    """A person in our app, with the CSRF token of the session."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None, token: str = "") -> None:
        super().__init__(port, cookies)
        self.token = token

    def sign_in(self, email: str, password: str) -> Self:
        """Sign in through the sign-in page."""
        self._read_token("/login")
        fields = {"email": email, "password": password, "csrf_token": self.token, "submit": "1"}
        answer = self.send("POST", "/login", urlencode(fields).encode(), {"Content-Type": FORM})
        if answer.status not in {302, 303}:
            raise RuntimeError(f"The sign-in was answered {answer.status}.")
        self._read_token("/me")
        return self

    def twin(self) -> Client:
        """Another connection of the same person."""
        return Client(self.port, self.cookies, self.token)

    def post(self, path: str, fields: Mapping[str, object], *, partial: bool = False) -> Answer:
        """Send a form with its own idempotency key, as a plain form or as htmx does."""
        headers = {"X-CSRFToken": self.token, "Idempotency-Key": secrets.token_urlsafe(16), "Content-Type": FORM}
        htmx = {"HX-Request": "true", "HX-Request-Type": "partial"} if partial else {}
        return self.send("POST", path, urlencode(fields).encode(), {"Accept": "text/html", **headers, **htmx})

    def _read_token(self, path: str) -> None:
        if found := TOKEN.search(self.get(path).text):
            self.token = found[1]

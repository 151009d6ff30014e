"""Static files from memory: each is looked up and compressed once per process.

Only addresses with the digest of the content are kept. Their answers depend on nothing but the address and the
encoding: not on the session, so they name no cookie in `Vary`, and not on the host, because everybody may read them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OF_ONE_REQUEST = ("HTTP_COOKIE", "HTTP_AUTHORIZATION")
ASKED_OTHERWISE = ("HTTP_RANGE", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
NOT_KEPT = ("Date", "Vary")  # servers add the date themselves
OF_CONTENT = ("Content-Length", "Content-Encoding", "Content-Type")  # which an answer without content lacks


class FileAnswer(NamedTuple):
    """What Flask answered to a request for a file."""

    status: str
    headers: Headers
    body: bytes


class KeptFiles:
    """A WSGI application that answers these files itself, and leaves everything else to the one it wraps."""

    def __init__(self, app: Flask, addresses: dict[str, str], encodings: tuple[str, ...]) -> None:
        """`addresses` are those with digests by file; `encodings` the preferred first."""
        self._app, self._addresses, self._encodings = app, addresses, encodings
        self._answer: WSGIApplication = app.wsgi_app
        self._kept: dict[tuple[str, str, str], FileAnswer] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        encoding = self._encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding is None or not self._is_kept(environ):
            return self._answer(environ, start_response)
        key = (environ["wsgi.url_scheme"], _address(environ), encoding)
        answer = self._kept.get(key) or self._ask(environ, encoding)
        if not answer.status.startswith("200"):
            return self._answer(environ, start_response)
        self._kept[key] = answer
        tags = {tag.strip().removeprefix("W/") for tag in environ.get("HTTP_IF_NONE_MATCH", "").split(",")}
        if {answer.headers["ETag"].removeprefix("W/"), "*"} & tags:
            start_response("304 NOT MODIFIED", [it for it in answer.headers if it[0] not in OF_CONTENT])
            return []
        start_response(answer.status, list(answer.headers))
        return [answer.body]

    def _is_kept(self, environ: WSGIEnvironment) -> bool:
        is_plain = environ["REQUEST_METHOD"] == "GET" and not any(name in environ for name in ASKED_OTHERWISE)
        return is_plain and not self._app.debug and _address(environ) in self._addresses.values()

    def _encoding(self, accepted: str) -> str | None:
        """The encoding of the answer; None if the client has preferences of its own, which Flask-Compress knows."""
        names = {name.strip() for name in accepted.lower().split(",")}
        if ";" in accepted or "*" in names:
            return None
        return next((it for it in self._encodings if it in names), "identity")

    def _ask(self, environ: WSGIEnvironment, encoding: str) -> FileAnswer:
        """What Flask answers to anybody."""
        left_out = {*OF_ONE_REQUEST, "HTTP_IF_NONE_MATCH"}
        asked = {name: value for name, value in environ.items() if name not in left_out}
        body, status, headers = run_wsgi_app(self._answer, {**asked, "HTTP_ACCEPT_ENCODING": encoding}, buffered=True)
        kept = Headers([it for it in headers if it[0] not in NOT_KEPT])
        kept["Vary"] = "Accept-Encoding"
        return FileAnswer(status, kept, b"".join(body))


def _address(environ: WSGIEnvironment) -> str:
    return f"{environ.get('SCRIPT_NAME', '')}{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}"

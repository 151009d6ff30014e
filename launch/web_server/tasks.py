"""The work of a thread on a request: the application's answer, a stream for the loop, or a refusal."""

from __future__ import annotations

from typing import Any

from waitress.task import ErrorTask, WSGITask
from waitress.utilities import Error

CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
WORDS = {
    400: "That request was not understood. Nothing was changed.",
    408: "The request did not arrive in time. Nothing was changed; please send it again.",
    413: "That is too large. Nothing was saved.",
    431: "The address or the cookies of this request are too long. Nothing was changed. Shorten your search.",
    500: "Something went wrong on this site. The error was logged.",
    501: "This way of sending a request is not supported.",
    507: "The server's disk is full. Nothing was saved; please try again later.",
}
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{words}</p><p><a href="/">Open the first page</a></p></main></body>
</html>
"""
TITLES = {431: "This address is too long"}  # shown by browsers


class RequestTimeout(Error):  # type: ignore[misc]  # waitress has no types
    """The client took too long to send its request."""

    code, reason = 408, "Request Timeout"


class NoRoom(Error):  # type: ignore[misc]  # waitress has no types
    """The disk is full, so a large body can't be stored."""

    code, reason = 507, "Insufficient Storage"


class Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """The server's own refusal: in words, with the headers that every answer has."""

    def execute(self) -> None:
        """Answer what waitress found wrong with the request."""
        error = self.request.error
        words, title = WORDS.get(error.code, error.reason), TITLES.get(error.code)
        body = (PAGE.format(title=title, words=words) if title else f"{words}\n").encode()
        self.status = f"{error.code} {error.reason}"
        kind = "text/html" if title else "text/plain"
        self.response_headers = [("Content-Type", f"{kind}; charset=utf-8"), *self.channel.server.headers.items()]
        self.response_headers += [("Content-Security-Policy", CLOSED_POLICY), ("Cache-Control", "no-store")]
        if error.code == 507:
            self.response_headers.append(("Retry-After", "60"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(b"" if getattr(self.request, "command", "") == "HEAD" else body)


class Answer(WSGITask):  # type: ignore[misc]  # waitress has no types
    """The application's answer; an event stream goes on without this thread once its first message is sent."""

    wrote_header: bool = False

    def execute(self) -> None:
        """Ask the application, and hand a stream to the loop."""
        environ = self.get_environment()
        environ["factcheck.takes_streams"] = True
        environ["wsgi.multiprocess"] = self.channel.server.share is not None
        super().execute()
        if (line := environ.get("factcheck.stream")) is not None and self.status.startswith("200"):
            self.chunked_response, self.close_on_finish = False, False
            self.channel.begin_stream(line)

    def write(self, data: Any) -> None:
        """Send; header and body of a short answer go out together, which is one wait less."""
        if self.wrote_header or not self.complete or self.content_length is None or not self.has_body:
            super().write(data)
            return
        header = self.build_response_header()
        self.wrote_header = True
        data = data[: self.content_length]
        self.content_bytes_written += len(data)
        self.channel.write_soon(header + data)

    def build_response_header(self) -> Any:
        """The header; a stream has no length and no chunks, and ends with its connection."""
        ends = self._ends_connection()
        if ends:
            self.set_close_on_finish()
        header = super().build_response_header()
        if self.get_environment().get("factcheck.stream") is not None:
            self.chunked_response = False
            return header.replace(b"\r\nTransfer-Encoding: chunked", b"")
        if not ends:
            self.close_on_finish = False
            header = header.replace(b"\r\nConnection: close", b"")
        return header

    def _ends_connection(self) -> bool:
        """Whether the connection ends with this answer.

        Waitress ends it after each answer without a length, though chunks or a status without a body show its end.
        """
        has_end = self.request.command != "HEAD" or self.content_length is not None
        is_kept = self.version == "1.1" and "close" not in self.request.headers.get("CONNECTION", "").lower()
        return bool(self.close_on_finish or self.channel.server.is_ending or not (is_kept and has_end))

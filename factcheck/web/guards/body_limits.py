"""Limits of request bodies: small for people who aren't signed in, uploads only where a view takes one."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, NamedTuple, TypeVar

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.formparser import FormDataParser

from factcheck.i18n import N_, _, count
from factcheck.processes.turns import begin_long_work
from factcheck.web.input.current import this_app, this_request, this_session

View = TypeVar("View", bound=Callable[..., Any])


class Limits(NamedTuple):
    """Bytes of a body, and fields and files in it."""

    size: int
    fields: int


LARGE = 1024 * 1024  # bytes of a body that takes long to take apart and to store
STRANGER = Limits(64 * 1024, 100)
FORM = Limits(4 * 1024 * 1024, 1_000)  # the snapshot that a decision sends back; the claims of a list
UPLOAD = Limits(11 * 1024 * 1024, 5_000)  # a file of 10 MB, or the longest article, and each line of its preview


def takes_uploads(view: View) -> View:
    """Mark a view that takes a whole article, in a field or as a file."""
    view.takes_uploads = True  # type: ignore[attr-defined]  # a mark on a function
    return view


class Parser(FormDataParser):
    """Werkzeug's parser, which counts the fields of `multipart/form-data` only."""

    def _parse_urlencoded(self, stream: IO[bytes], *how: Any) -> Any:
        """Count the fields before they are parsed: each takes a hundred times its bytes."""
        body = stream.read()
        stream.read(1)  # of a body without a length, werkzeug reads only the beginning and refuses the rest
        if self.max_form_parts is not None and body.count(b"&") >= self.max_form_parts:
            raise RequestEntityTooLarge
        return super()._parse_urlencoded(BytesIO(body), *how)


def stream_of_file(is_taken: bool, make: Callable[..., IO[bytes]], opened: list[IO[bytes]]) -> Callable[..., IO[bytes]]:
    """Called by werkzeug for a place to store a file, which is added to `opened`; refuses if no file is accepted."""

    def stream(*args: Any, **options: Any) -> IO[bytes]:
        if not is_taken:
            raise UnsupportedMediaType
        opened.append(make(*args, **options))
        return opened[-1]

    return stream


def has_sign_in() -> bool:
    """Whether this browser's signed cookie names a sign-in. Needed before a body is read, so without the database.

    The session may have ended since; what such a page sends is kept (drafts/held.py), so it must be read.
    """
    session = this_session()
    return bool(session.get("sign_in")) and bool(session.get("_user_id"))


def limit() -> None:
    """Before anything reads a body: set the limits of this request."""
    request: Any = this_request()
    is_upload = hasattr(this_app().view_functions.get(request.endpoint or ""), "takes_uploads")
    limits = (UPLOAD if is_upload else FORM) if has_sign_in() else STRANGER
    request.max_content_length = request.max_form_memory_size = limits.size
    request.max_form_parts = limits.fields
    request._get_file_stream = stream_of_file(is_upload, request._get_file_stream, request.opened)
    if LARGE <= (request.content_length or 0) <= limits.size:
        begin_long_work()


def words() -> tuple[str, str]:
    """What is said of a body over the limits: a title and a message that names them."""
    size, fields = request.max_content_length or 0, request.max_form_parts or 0
    most = _("%(size)s MB", size=size // 1024 // 1024) if size >= 1024 * 1024 else _("%(size)s kB", size=size // 1024)
    told = _("Send at most %(size)s in %(fields)s fields. Nothing was saved.", size=most, fields=count(fields))
    return N_("This is too large"), told

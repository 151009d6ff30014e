"""Normalises the text of requests.

Characters that no text may have are removed (documents/characters.py). A line ends with U+000A alone: browsers send two
characters for it (WHATWG HTML, "constructing the entry list"), which nobody typed or counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import IO, Any

import flask
from flask import Flask, abort, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_cookie
from werkzeug.utils import cached_property

from factcheck.documents.characters import storable
from factcheck.web.guards.body_limits import Parser

NUL = "\0"
LINE_END = re.compile(r"\r\n?")
LONGEST_ADDRESS = 8_000  # characters of path and query: a server in front of us may allow more


class Values(ImmutableMultiDict[str, Any]):
    """Fields of a form or an address; files are unchanged."""

    def __init__(self, pairs: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__([(name, as_kept(value) if isinstance(value, str) else value) for name, value in pairs])

    def get(self, key: str, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]  # no overloads
        """The first value of this name, as werkzeug returns it, which makes an answer 400 for each that is missing."""
        return super().get(key, default, type) if key in self else default


def as_kept(value: str) -> str:
    """The text without characters that can't be stored, and with one character for each line end (pure)."""
    return storable(LINE_END.sub("\n", value))


class Request(flask.Request):
    """A request whose fields are normalised."""

    parameter_storage_class = Values
    form_data_parser_class = Parser
    refused: HTTPException | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.opened: list[IO[bytes]] = []  # for files that are sent

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """By their names; WSGI has them in one header, which werkzeug looks for among all."""
        return ImmutableMultiDict(parse_cookie(self.environ))

    def close(self) -> None:
        """Close the files also of a body that was refused halfway."""
        super().close()
        for file in self.opened:
            file.close()

    def _load_form_data(self) -> None:
        """Read the body once: if it was refused, every later access is refused, too."""
        if self.refused is not None:
            raise self.refused
        try:
            super()._load_form_data()
        except HTTPException as refusal:
            self.refused = refusal
            raise


def _refuse_in_address() -> None:
    if len(request.full_path) > LONGEST_ADDRESS:
        abort(414)
    if NUL in request.path:
        abort(404)


def init_app(app: Flask) -> None:
    """Use this request class; an address with U+0000 is not found."""
    app.request_class = Request
    app.before_request(_refuse_in_address)

"""What comes in with a request, in the one way in which texts are kept.

Without the characters that no text may have (documents/characters.py). A line ends with U+000A alone: browsers send
two characters for it (WHATWG HTML, "constructing the entry list"), which nobody typed or counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import flask
from flask import Flask, abort, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException

from factcheck.documents.characters import storable
from factcheck.web.guards.body_limits import Parser

NUL = "\0"
LINE_END = re.compile(r"\r\n?")
LONGEST_ADDRESS = 8_000  # characters of path and query: a server in front of us may allow more


class Values(ImmutableMultiDict[str, Any]):
    """Fields of a form or an address; files come as they are."""

    def __init__(self, pairs: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__([(name, as_kept(value) if isinstance(value, str) else value) for name, value in pairs])


def as_kept(value: str) -> str:
    """A text as it came, without characters that can't be stored and with one sign for the end of a line; pure."""
    return storable(LINE_END.sub("\n", value))


class Request(flask.Request):
    """A request whose fields come so."""

    parameter_storage_class = Values
    form_data_parser_class = Parser
    refused: HTTPException | None = None

    def _load_form_data(self) -> None:
        """Read the body once: one that was refused is refused whenever it is asked for again."""
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
    """Take requests in this way; an address with U+0000 is that of nothing."""
    app.request_class = Request
    app.before_request(_refuse_in_address)

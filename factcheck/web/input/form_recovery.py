"""The input of a form and its owner, so that no refusal and no ended session loses text.

Each form has a signed field with the person it was rendered for. Input that arrives without the right session belongs
to that person, and is only shown to that person.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, current_app, g, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from factcheck.urls import path_of_page, path_of_site
from factcheck.web.guards.access import is_public_endpoint
from factcheck.web.input.current import this_request
from factcheck.web.long_searches import is_question_endpoint

OURS = frozenset({"typed", "out"})  # query argument for input that is to be restored
READS = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "_by"
COOKIE_LIFETIME = 30 * 24 * 60 * 60  # seconds; a page may be left open over a holiday
SECRET = re.compile(r"pass(word|code|key)|secret|token|recovery|^code$", re.IGNORECASE)  # never stored, never shown


def written_by() -> str:
    """For a hidden field of every form: the person it is rendered for, signed; empty if nobody is signed in."""
    if "written_by" not in g:  # a page has several forms
        user = g.get("user")
        g.written_by = str(_signer().dumps(user.id)) if user else ""
    return str(g.written_by)


def writer_id() -> int | None:
    """The id of the person to whom the form of this request was shown; None if it doesn't say."""
    if "writer_id" not in g:  # asked several times
        g.writer_id = _read_writer()
    found: int | None = g.writer_id
    return found


def _read_writer() -> int | None:
    try:
        said = request.form.get(FIELD, "")
        return int(_signer().loads(said, max_age=COOKIE_LIFETIME)) if said else None
    except (BadData, HTTPException, ValueError, TypeError):  # HTTPException: a body that is over its limits
        return None


def words_of(form: MultiDict[str, str]) -> dict[str, list[str]]:
    """The fields of a form without our own (`_…`, the CSRF token) and without passwords, codes and tokens."""
    return {name: values for name, values in form.lists() if not name.startswith("_") and not SECRET.search(name)}


def is_form() -> bool:
    """Whether this request is a form of ours whose input could be lost; forms for signing in are excluded."""
    request = this_request()
    endpoint = request.endpoint or ""
    is_closed = bool(endpoint) and not is_public_endpoint(endpoint)
    return request.method not in READS and is_closed and not is_question_endpoint(endpoint)


def unsent() -> list[tuple[str, str]]:
    """For the page of a refusal: the input, as (name, value); only for the person who typed it."""
    user, writer = g.get("user"), writer_id() if is_form() else None
    if writer is None or (user is not None and user.id != writer):
        return []
    return [(name, value) for name, values in words_of(request.form).items() for value in values]


def page_of_form() -> str:
    """The address, within this site, of the page with the form of this request.

    The referring page if it exists; else the nearest page above the address to which the form was sent.
    """
    referrer = path_of_page(request.headers.get("HX-Current-URL") or request.referrer, request.host)
    if referrer is not None and is_page(referrer.partition("?")[0]):
        place, _mark, query = referrer.partition("?")
        query = urlencode([pair for pair in parse_qsl(query) if pair[0] not in OURS])
        return f"{place}?{query}" if query else place
    path = request.path
    for place in (path, f"{path}/new"):
        if is_page(place):
            return place
    while path := path.rpartition("/")[0]:
        if is_page(path):
            return path
    return "/"


def own_page(address: str) -> str | None:
    """The path and query of this address if it is a page of this site; else None."""
    page = path_of_site(address)
    return page if page is not None and is_page(urlsplit(page).path) else None


def is_page(path: str) -> bool:
    """Whether there is a page for signed-in people at this address."""
    try:
        endpoint, _values = current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return False
    return isinstance(endpoint, str) and not is_public_endpoint(endpoint) and not endpoint.startswith("drafts.")


def _signer() -> URLSafeTimedSerializer:
    return _signer_with(current_app.secret_key or "")


@lru_cache(maxsize=8)
def _signer_with(secret: str | bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="factcheck form")


def init_app(app: Flask) -> None:
    """Add these functions to the templates."""
    app.jinja_env.globals.update(written_by=written_by, unsent=unsent, page_of_form=page_of_form)

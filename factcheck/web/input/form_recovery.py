"""What a person typed into a form, and whose form it is: so that no refusal and no ended session loses words.

Each form says, signed, for whom its page was made. Words that come without a right session are that person's, and only
ever shown to that person again.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, current_app, g, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from factcheck.urls import path_of_page, path_of_site
from factcheck.web.guards.access import is_public_endpoint
from factcheck.web.long_searches import is_question_endpoint

OURS = frozenset({"typed", "out"})  # what an address says of words that are to be put back
READS = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "_by"
COOKIE_LIFETIME = 30 * 24 * 60 * 60  # seconds; a page may be left open over a holiday
SECRET = re.compile(r"pass(word|code|key)|secret|token|recovery|^code$", re.IGNORECASE)  # never kept, never shown


def written_by() -> str:
    """For a hidden field of every form: the person it is shown to, signed; empty where nobody is signed in."""
    user = g.get("user")
    return str(_signer().dumps(user.id)) if user else ""


def writer_id() -> int | None:
    """The number of the person to whom the form of this request was shown; None where it doesn't say so."""
    try:
        return int(_signer().loads(request.form.get(FIELD, ""), max_age=COOKIE_LIFETIME))
    except (BadData, HTTPException, ValueError, TypeError):  # HTTPException: a body that is over its limits
        return None


def words_of(form: MultiDict[str, str]) -> dict[str, list[str]]:
    """The fields of a form without our own (`_…`, the CSRF token) and without passwords, codes and tokens."""
    return {name: values for name, values in form.lists() if not name.startswith("_") and not SECRET.search(name)}


def is_form() -> bool:
    """Whether this request sends a form of ours that words could be lost from; pages of signing in keep nothing."""
    endpoint = request.endpoint or ""
    is_closed = bool(endpoint) and not is_public_endpoint(endpoint)
    return request.method not in READS and is_closed and not is_question_endpoint(endpoint)


def unsent() -> list[tuple[str, str]]:
    """For the page of a refusal: what was typed, as (name, value); never to somebody else than typed it."""
    user, writer = g.get("user"), writer_id() if is_form() else None
    if writer is None or (user is not None and user.id != writer):
        return []
    return [(name, value) for name, values in words_of(request.form).items() for value in values]


def page_of_form() -> str:
    """The address, within this site, of the page on which the form of this request stands.

    It is where the browser says that it was, if a page is there; else the nearest page above where the form was sent.
    """
    said = path_of_page(request.headers.get("HX-Current-URL") or request.referrer, request.host)
    if said is not None and is_page(said.partition("?")[0]):
        place, _mark, query = said.partition("?")
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
    """This address if it is that of a page of this site, path and query; else None."""
    page = path_of_site(address)
    return page if page is not None and is_page(urlsplit(page).path) else None


def is_page(path: str) -> bool:
    """Whether people who are signed in find a page here."""
    try:
        endpoint, _values = current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return False
    return isinstance(endpoint, str) and not is_public_endpoint(endpoint) and not endpoint.startswith("drafts.")


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="factcheck form")


def init_app(app: Flask) -> None:
    """Give it to the templates."""
    app.jinja_env.globals.update(written_by=written_by, unsent=unsent, page_of_form=page_of_form)

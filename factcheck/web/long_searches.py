"""Searches of any length: sent by POST, and redirected to an address if that is short enough to be shared.

An address has at most about 8,000 bytes, and a Cyrillic letter takes six of them. So every search is sent as a form.
What fits is answered with 303 to the address that everybody can share; anything longer, directly.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, redirect, request, url_for
from sqlalchemy import Select, func, select
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from factcheck.db import db
from factcheck.fulltext.questions import MOST_TERMS
from factcheck.web.htmx import is_htmx
from factcheck.web.idempotency import UNTYPED, unkeyed
from factcheck.web.input.current import this_app

LONGEST_SHARED = 6_000  # bytes of an address; servers in front of us take 8,000, including the other headers
LOOK = "look"  # the button of a writing form that only searches
MOST_COUNTED = 1_000  # rows, beyond which a list says "more than"
OWN = UNTYPED | {LOOK}
View = TypeVar("View", bound=Callable[..., Any])


def question(view: View) -> View:
    """Mark a view whose POST is a search: it writes nothing, needs no key or token, and doesn't count as a write."""
    view.is_question = True  # type: ignore[attr-defined]  # a mark on a function
    return unkeyed(view)


def is_question_endpoint(endpoint: str) -> bool:
    """Whether a POST to this endpoint is only a search."""
    return hasattr(this_app().view_functions.get(endpoint), "is_question")


def asked() -> MultiDict[str, str]:
    """The arguments of the search, from address or form; without the hidden fields that every form has."""
    if not _is_question():
        return MultiDict(request.args)
    return _said()


def shared(endpoint: str, **more: Any) -> Response | None:
    """Redirect from the form of a search to its address; None if that is too long, or a fragment is requested."""
    if request.method != "POST" or is_htmx():
        return None
    where = short_address(endpoint, **more, **{name: values for name, values in _said().lists() if any(values)})
    return redirect(where, 303) if where else None


def way_back() -> str | None:
    """The address to return to after signing in; None for writes."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    if not _is_question():
        return None
    endpoint, about = request.endpoint or "", request.view_args or {}
    return short_address(endpoint, **about, **_said().to_dict(flat=False)) or request.path


def short_address(endpoint: str, **values: Any) -> str:
    """The address of a search, if it is short enough to be shared; else empty."""
    where = url_for(endpoint, **values)
    return where if len(where) <= LONGEST_SHARED else ""


def count_of(rows: Select[Any], key: Any) -> int:
    """The number of rows of a search, at most MOST_COUNTED + 1."""
    some = rows.order_by(None).with_only_columns(key).limit(MOST_COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _is_question() -> bool:
    return request.method == "POST" and is_question_endpoint(request.endpoint or "")


def _said() -> MultiDict[str, str]:
    return MultiDict([(name, value) for name, value in request.form.items(multi=True) if name not in OWN])


def init_app(app: Flask) -> None:
    """Add this to the templates; a forged search reveals nothing, so no token is needed."""
    app.jinja_env.globals.update(asked_fields=asked, is_question=_is_question, short_address=short_address)
    for view in app.view_functions.values():
        if hasattr(view, "is_question"):
            app.extensions["csrf"].exempt(view)
    app.jinja_env.globals.update(MOST_COUNTED=MOST_COUNTED, MOST_TERMS=MOST_TERMS)

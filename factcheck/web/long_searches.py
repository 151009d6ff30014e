"""Questions of any length: asked by POST, and led to an address where that is short enough to be shared.

An address holds about 8,000 bytes, and a Cyrillic letter takes six of them. So every search sends a form. What fits is
answered with 303 to the address that everybody can share; what doesn't, at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from sqlalchemy import Select, func, select
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from factcheck.db import db
from factcheck.fulltext.questions import MOST_TERMS
from factcheck.web.htmx import is_htmx
from factcheck.web.idempotency import UNTYPED, unkeyed

LONGEST_SHARED = 6_000  # bytes of an address; servers in front of us take 8,000, with what is around it
LOOK = "look"  # the button of a form that writes, by which it only asks
MOST_COUNTED = 1_000  # rows, beyond which a list says "more than"
OWN = UNTYPED | {LOOK}
View = TypeVar("View", bound=Callable[..., Any])


def question(view: View) -> View:
    """Mark a view whose POST only asks: it writes nothing, needs no key and no token, and isn't counted as a write."""
    view.is_question = True  # type: ignore[attr-defined]  # a mark on a function
    return unkeyed(view)


def is_question_endpoint(endpoint: str) -> bool:
    """Whether a POST to this endpoint only asks."""
    return hasattr(current_app.view_functions.get(endpoint), "is_question")


def asked() -> MultiDict[str, str]:
    """What is asked, by address or by form; without the hidden fields that every form has."""
    if not _is_question():
        return MultiDict(request.args)
    return _said()


def shared(endpoint: str, **more: Any) -> Response | None:
    """Lead from the form of a question to its address; None where that is too long, or a fragment is asked for."""
    if request.method != "POST" or is_htmx():
        return None
    where = short_address(endpoint, **more, **{name: values for name, values in _said().lists() if any(values)})
    return redirect(where, 303) if where else None


def way_back() -> str | None:
    """The address to which a person comes back who must sign in first; None for what writes."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    if not _is_question():
        return None
    endpoint, about = request.endpoint or "", request.view_args or {}
    return short_address(endpoint, **about, **_said().to_dict(flat=False)) or request.path


def short_address(endpoint: str, **values: Any) -> str:
    """The address of a question, if it is short enough to be shared; else nothing."""
    where = url_for(endpoint, **values)
    return where if len(where) <= LONGEST_SHARED else ""


def count_of(rows: Select[Any], key: Any) -> int:
    """How many rows a question finds, at most MOST_COUNTED + 1."""
    some = rows.order_by(None).with_only_columns(key).limit(MOST_COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _is_question() -> bool:
    return request.method == "POST" and is_question_endpoint(request.endpoint or "")


def _said() -> MultiDict[str, str]:
    return MultiDict([(name, value) for name, value in request.form.items(multi=True) if name not in OWN])


def init_app(app: Flask) -> None:
    """Give it to the templates; whoever makes a browser ask something learns nothing by it, so no token is needed."""
    app.jinja_env.globals.update(asked_fields=asked, is_question=_is_question, short_address=short_address)
    for view in app.view_functions.values():
        if hasattr(view, "is_question"):
            app.extensions["csrf"].exempt(view)
    app.jinja_env.globals.update(MOST_COUNTED=MOST_COUNTED, MOST_TERMS=MOST_TERMS)

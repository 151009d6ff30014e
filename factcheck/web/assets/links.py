"""Addresses in templates: a page has forty, and the same again in the next request."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import NoneType

from flask import Flask, Request, has_request_context, request, url_for

MAX_LINKS = 4_096  # that are kept, those used last
FIXED = (str, int, NoneType)  # kinds of values that can be compared
OF_REQUEST = frozenset(("_external", "_scheme", "_method"))  # values with which an address depends on more


def remembered(build: Callable[..., str] = url_for) -> Callable[..., str]:
    """Flask's `url_for`, which builds each address within this site once."""

    @lru_cache(maxsize=MAX_LINKS)
    def kept(root: str, endpoint: str, names: tuple[str, ...], values: tuple[object, ...], _kinds: object) -> str:
        return build(endpoint, **dict(zip(names, values, strict=True)))

    def link(endpoint: str, **values: object) -> str:
        """The address of a view or of one below the blueprint of this request (`.name`), with these values."""
        given = tuple(values.values())
        is_kept = has_request_context() and OF_REQUEST.isdisjoint(values)
        if not is_kept or not all(isinstance(it, FIXED) for it in given):
            return build(endpoint, **values)
        here: Request = request._get_current_object()  # type: ignore[attr-defined]  # asked forty times a page
        name = f"{here.blueprint or ''}{endpoint}".lstrip(".") if endpoint.startswith(".") else endpoint
        return kept(here.script_root, name, tuple(values), given, tuple(map(type, given)))

    return link


def init_app(app: Flask) -> None:
    """Give it to the templates."""
    app.jinja_env.globals["url_for"] = remembered()

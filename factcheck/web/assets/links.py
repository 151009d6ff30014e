"""Addresses in templates: a page has forty, and the same again in the next request."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from flask import Flask, has_request_context, request, url_for

MAX_LINKS = 4_096  # that are kept, those used last
OF_REQUEST = ("_external", "_scheme", "_method")  # values with which an address depends on more


def remembered(build: Callable[..., str] = url_for) -> Callable[..., str]:
    """Flask's `url_for`, which builds each address within this site once."""

    @lru_cache(maxsize=MAX_LINKS)
    def kept(root: str, endpoint: str, names: tuple[str, ...], values: tuple[object, ...], _kinds: object) -> str:
        return build(endpoint, **dict(zip(names, values, strict=True)))

    def link(endpoint: str, **values: object) -> str:
        """The address of a view or of one below the blueprint of this request (`.name`), with these values."""
        is_fixed = has_request_context() and not any(it in values for it in OF_REQUEST)
        if not is_fixed or not all(isinstance(it, str | int | None) for it in values.values()):
            return build(endpoint, **values)
        name = f"{request.blueprint or ''}{endpoint}".lstrip(".") if endpoint.startswith(".") else endpoint
        known = tuple(values.values())
        return kept(request.script_root, name, tuple(values), known, tuple(map(type, known)))

    return link


def init_app(app: Flask) -> None:
    """Give it to the templates."""
    app.jinja_env.globals["url_for"] = remembered()

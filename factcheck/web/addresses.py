"""Addresses for templates, built once: a page names dozens, and they stand still while a process runs."""

from __future__ import annotations

from functools import lru_cache

from flask import Flask, request, url_for


def address(endpoint: str, **values: object) -> str:
    """What Flask's `url_for` answers, remembered where it can't depend on the request beyond its script root."""
    if endpoint.startswith(".") or any(name.startswith("_") or not _is_plain(it) for name, it in values.items()):
        return url_for(endpoint, **values)  # type: ignore[arg-type]  # Flask's own keyword arguments
    return _built(request.root_path, endpoint, tuple(values.items()))


def _is_plain(value: object) -> bool:
    return value is None or type(value) in {str, int}


@lru_cache(maxsize=4096)
def _built(_root: str, endpoint: str, values: tuple[tuple[str, object], ...]) -> str:
    return url_for(endpoint, **dict(values))  # type: ignore[arg-type]  # strings and numbers


def init_app(app: Flask) -> None:
    """Give templates the remembering `url_for`."""
    app.jinja_env.globals["url_for"] = address

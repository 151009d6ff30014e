"""Decorators of views that decide who may see them; all others require signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from factcheck.web.input.current import this_app

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Mark a view that anybody may see; all others require signing in."""
    view.is_public = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def anonymous(view: View) -> View:
    """Mark a view that anybody may see and that doesn't load the user, so that it works without the database."""
    view.is_anonymous = True  # type: ignore[attr-defined]  # a mark on a function
    return public(view)


def background(view: View) -> View:
    """Mark a view that open pages request automatically, which doesn't count as activity."""
    view.is_background = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def is_background_endpoint(endpoint: str) -> bool:
    """Whether open pages request this endpoint automatically."""
    return hasattr(this_app().view_functions.get(endpoint), "is_background")


def is_public_endpoint(endpoint: str) -> bool:
    """Whether people who aren't signed in may see this endpoint: files, signing in, and what is marked."""
    is_marked = hasattr(this_app().view_functions.get(endpoint), "is_public")
    return endpoint == "static" or endpoint.startswith("security.") or is_marked

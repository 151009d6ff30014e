"""Marks on views that say who may see them; whatever has none asks for a sign-in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Mark a view that anybody may see; every other one asks for a sign-in."""
    view.is_public = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def anonymous(view: View) -> View:
    """Mark a view that anybody may see and that asks nobody who they are, so that it works without the database."""
    view.is_anonymous = True  # type: ignore[attr-defined]  # a mark on a function
    return public(view)


def background(view: View) -> View:
    """Mark a view that open pages ask by themselves: it is no sign that somebody is there."""
    view.is_background = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def is_background_endpoint(endpoint: str) -> bool:
    """Whether open pages ask by themselves for what stands at this endpoint."""
    return hasattr(current_app.view_functions.get(endpoint), "is_background")


def is_public_endpoint(endpoint: str) -> bool:
    """Whether whoever isn't signed in may see what stands at this endpoint: files, signing in, and what is marked."""
    is_marked = hasattr(current_app.view_functions.get(endpoint), "is_public")
    return endpoint == "static" or endpoint.startswith("security.") or is_marked

"""Marks on views that say who may see them; whatever has none asks for a sign-in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Mark a view that anybody may see; every other one asks for a sign-in."""
    view.is_public = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def anonymous(view: View) -> View:
    """Mark a view that anybody may see and that asks nobody who they are, so that it works without the database."""
    view.is_anonymous = True  # type: ignore[attr-defined]  # a mark on a function
    return public(view)

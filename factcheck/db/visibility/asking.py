"""Whose view queries have: that of the person of this request, of another one, of nobody, or all rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flask import g, has_app_context
from sqlalchemy import Integer, bindparam, inspect

SIGNED_IN, EVERYTHING = "the person of this request", "everything"
_asker: ContextVar[int | str | None] = ContextVar("asker", default=SIGNED_IN)


@contextmanager
def everything_visible() -> Iterator[None]:
    """Inside, queries leave out nothing: for jobs, integrity and backup, and for what is computed of all rows."""
    before = _asker.set(EVERYTHING)
    try:
        yield
    finally:
        _asker.reset(before)


@contextmanager
def visible_to(user_id: int | None) -> Iterator[None]:
    """Inside, queries find what this person may see; with None, what everybody may see."""
    before = _asker.set(user_id)
    try:
        yield
    finally:
        _asker.reset(before)


def viewer_id() -> int | None:
    """The id of the person whose view queries have; None for nobody."""
    asker = _asker.get()
    if asker != SIGNED_IN:
        return asker if isinstance(asker, int) else None
    user = g.get("user") if has_app_context() else None
    state = inspect(user, raiseerr=False) if user is not None else None
    return state.identity[0] if state is not None and state.identity else None


def is_everything_visible() -> bool:
    """Whether queries leave out nothing now."""
    return _asker.get() == EVERYTHING


def _compared() -> int:
    """The id that rules compare with: 0 for nobody, since a comparison with NULL is neither true nor false."""
    return viewer_id() or 0


viewer = bindparam("viewer_of_rows", callable_=_compared, type_=Integer)

"""Whose view queries have: that of the person of this request, of another one, of nobody, or all rows."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, has_app_context
from sqlalchemy import Integer, bindparam, inspect

Given = ParamSpec("Given")
Result = TypeVar("Result")
SIGNED_IN, EVERYTHING = "the person of this request", "everything"
_asker: ContextVar[int | str | None] = ContextVar("asker", default=SIGNED_IN)


class visible_to:  # noqa: N801 - used like a function
    """Inside, or in a function decorated with it, queries find what this person may see; None: what everybody may."""

    def __init__(self, user_id: int | str | None) -> None:
        self._asker = user_id

    def __call__(self, function: Callable[Given, Result]) -> Callable[Given, Result]:
        @wraps(function)
        def asked(*values: Given.args, **named: Given.kwargs) -> Result:
            with visible_to(self._asker):
                return function(*values, **named)

        return asked

    def __enter__(self) -> None:
        self._before = _asker.set(self._asker)

    def __exit__(self, *_: object) -> None:
        _asker.reset(self._before)


def everything_visible() -> visible_to:
    """Inside, queries leave out nothing: for jobs, integrity and backup, and for what is computed of all rows."""
    return visible_to(EVERYTHING)


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

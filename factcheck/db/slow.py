"""Keeps slow work out of the writers' lock: it is marked here, and done before the lock is taken (pure).

A function marked with `ahead` may be called anywhere. If a request or a job calls it inside the lock, NotComputed is
raised: the request or job releases the lock, computes, and starts again with the result.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import ContextDecorator
from contextvars import ContextVar
from functools import wraps
from types import TracebackType
from typing import Any, ParamSpec, TypeVar, cast

MOST_COMPUTED = 50  # steps of one request; further ones are computed inside the lock, and logged
log = logging.getLogger(__name__)
steps: dict[str, None] = {}  # the names of all slow steps
at_step: list[Callable[[str], None]] = []  # called with the name of a starting step: a test may delay it
is_strict = False  # raise errors that a server only logs, in tests
_holders: dict[int, int] = {}  # thread → number of its transactions that hold the lock: on SQLite at most one
_computed: ContextVar[dict[Any, Any] | None] = ContextVar("computed", default=None)  # in a request or a job
Result = TypeVar("Result")
Given = ParamSpec("Given")


class SlowInside(AssertionError):
    """Slow work was started inside the writers' lock."""


class NotComputed(Exception):
    """Raised inside the lock, before anything slow: run `compute` outside it, then start again."""

    def __init__(self, compute: Callable[[], None]) -> None:
        super().__init__("slow, and has to be computed before anything is written")
        self.compute = compute


class slow_step(ContextDecorator):  # noqa: N801 - used like a function
    """Mark a function or a block as slow: in a request or a job it must not run inside the lock."""

    def __init__(self, name: str) -> None:
        self.name = name
        steps[name] = None

    def __enter__(self) -> None:
        if is_writing() and _computed.get() is not None:
            if is_strict:
                raise SlowInside(f"{self.name}: do it inside `reading()`, before anything is written")
            log.error("Slow work inside the writers' lock: %s", self.name, stack_info=True)
        for act in at_step:
            act(self.name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def ahead(name: str) -> Callable[[Callable[Given, Result]], Callable[Given, Result]]:
    """Mark a slow function of hashable arguments as one that is never computed inside the lock.

    Its result, also an exception, is stored for the request or the job. `name` is that of the slow step.
    """
    step = slow_step(name)

    def decorate(function: Callable[Given, Result]) -> Callable[Given, Result]:
        @wraps(function)
        def computed(*args: Given.args, **named: Given.kwargs) -> Result:
            results = _computed.get()
            if results is None:
                return function(*args, **named)
            key = (function, args, tuple(sorted(named.items())))
            if key not in results:
                if is_writing() and len(results) < MOST_COMPUTED:
                    raise NotComputed(lambda: results.update({key: _outcome(step, function, *args, **named)}))
                results[key] = _outcome(step, function, *args, **named)
            value, refusal = results[key]
            if refusal is not None:
                raise refusal
            return cast(Result, value)

        return computed

    return decorate


def _outcome(
    step: slow_step, function: Callable[Given, Result], *args: Given.args, **named: Given.kwargs
) -> tuple[Result | None, Exception | None]:
    with step:
        try:
            return function(*args, **named), None
        except Exception as refusal:
            return None, refusal


def watch(is_watched: bool) -> None:
    """Detect slow steps inside the lock from now on: in requests and jobs. Forgets stored results."""
    _computed.set({} if is_watched else None)


def is_writing() -> bool:
    """Whether this thread holds the writers' lock."""
    return _holders.get(threading.get_ident(), 0) > 0


def taken() -> int:
    """This thread holds the lock from now on; returns its number."""
    thread = threading.get_ident()
    _holders[thread] = _holders.get(thread, 0) + 1
    return thread


def released(thread: int) -> None:
    """A thread has released the lock."""
    _holders[thread] -= 1
    if not _holders[thread]:
        del _holders[thread]

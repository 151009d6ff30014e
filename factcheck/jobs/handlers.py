"""Handlers of jobs: rooms register them by name, so that this room doesn't know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from flask import Flask, current_app

from factcheck.errors import DomainError
from factcheck.i18n import _

EXTENSION = "factcheck.jobs"
Report = Callable[[int, int], None]  # (done, total)
Handler = Callable[[Mapping[str, Any], Report], Callable[[], None]]


MAX_TRIES = 5
MAIN = "main"  # the lane of jobs that need only this machine
MAIL = "mail"  # the lane of jobs that wait for a mail server
CARE = "care"  # the lane of long checks that nobody waits for
LANES = (MAIN, MAIL, CARE)  # each has its own thread, so that none waits for another


class NotNow(DomainError):
    """The job can't be done now, for a stated reason; it is retried later."""


class Registered(NamedTuple):
    """A handler with its options; the title on screen is a message marked by `N_`."""

    handler: Handler
    title: str
    lane: str = MAIN
    max_tries: int = MAX_TRIES
    pause: timedelta = timedelta(seconds=5)  # before the next attempt, times the attempts so far
    is_secret: bool = False  # whether the arguments are deleted once the job is done


def register(app: Flask, name: str, handler: Handler, title: str, **options: Any) -> None:
    """Register the handler for jobs of this name; `options` are the other fields of Registered.

    The handler reads and computes, for as long as it takes, and returns a function that writes. The worker calls that
    function in the transaction that ends the job, so that nothing is done partly or twice. The function computes
    nothing slow; it raises `slow.NotComputed` if new data needs that.
    """
    app.extensions.setdefault(EXTENSION, {})[name] = Registered(handler, title, **options)


def registered(name: str) -> Registered:
    """The handler of this name; raises KeyError if no room has registered one."""
    found: Registered = current_app.extensions.get(EXTENSION, {})[name]
    return found


def names_in(lane: str) -> list[str]:
    """The names of the jobs of a lane."""
    known: Mapping[str, Registered] = current_app.extensions.get(EXTENSION, {})
    return sorted(name for name, it in known.items() if it.lane == lane)


def title(name: str) -> str:
    """The title of jobs of this name."""
    known: Mapping[str, Registered] = current_app.extensions.get(EXTENSION, {})
    return _(known[name].title) if name in known else name

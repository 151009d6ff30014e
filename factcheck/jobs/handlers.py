"""What does the work: a room registers a handler by name, so that this one need not know it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from flask import Flask, current_app

from factcheck.errors import DomainError
from factcheck.i18n import _

EXTENSION = "factcheck.jobs"
Report = Callable[[int, int], None]  # so many done, of so many
Handler = Callable[[Mapping[str, Any], Report], Callable[[], None]]


MAX_TRIES = 5
MAIN = "main"  # the lane of jobs that need nothing but this machine
MAIL = "mail"  # the lane of jobs that wait for a mail server
CARE = "care"  # the lane of long checks that nobody waits for
LANES = (MAIN, MAIL, CARE)  # each has a thread of its own, so that one never waits for another


class NotNow(DomainError):
    """The job can't be done now, for a stated reason; it is tried again later."""


class Registered(NamedTuple):
    """A handler and how its jobs are done; their title on screen is a message marked by `N_`."""

    handler: Handler
    title: str
    lane: str = MAIN
    max_tries: int = MAX_TRIES
    pause: timedelta = timedelta(seconds=5)  # before the next try, times the tries so far
    is_secret: bool = False  # whether the arguments are forgotten once the job is done


def register(app: Flask, name: str, handler: Handler, title: str, **options: Any) -> None:
    """Let `handler` do the jobs of this name; `options` are the further fields of Registered.

    It reads and computes, for as long as it takes, and answers a function that writes. The worker calls that in the
    transaction that ends the job, so that nothing is done by halves or twice; it computes nothing slow itself, but
    raises `slow.NotComputed` where something came since that needs it.
    """
    app.extensions.setdefault(EXTENSION, {})[name] = Registered(handler, title, **options)


def registered(name: str) -> Registered:
    """The handler of this name; raises KeyError when no room has registered one."""
    found: Registered = current_app.extensions.get(EXTENSION, {})[name]
    return found


def names_in(lane: str) -> list[str]:
    """The names of the jobs of a lane."""
    known: Mapping[str, Registered] = current_app.extensions.get(EXTENSION, {})
    return sorted(name for name, it in known.items() if it.lane == lane)


def title(name: str) -> str:
    """What jobs of this name are called."""
    known: Mapping[str, Registered] = current_app.extensions.get(EXTENSION, {})
    return _(known[name].title) if name in known else name

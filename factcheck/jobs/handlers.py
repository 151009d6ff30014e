"""What does the work: a room registers a handler by name, so that this one need not know it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask import Flask, current_app

from factcheck.language import _

EXTENSION = "factcheck.jobs"
Report = Callable[[int, int], None]  # so many done, of so many
Handler = Callable[[Mapping[str, Any], Report], Callable[[], None]]


class Registered(NamedTuple):
    """A handler and what its jobs are called on screen, a message marked by `N_`."""

    handler: Handler
    title: str


def register(app: Flask, name: str, handler: Handler, title: str) -> None:
    """Let `handler` do the jobs of this name.

    It reads and computes, for as long as it takes, and answers a function that writes. The worker calls that in the
    transaction that ends the job, so that nothing is done by halves or twice.
    """
    app.extensions.setdefault(EXTENSION, {})[name] = Registered(handler, title)


def registered(name: str) -> Registered:
    """The handler of this name; raises KeyError when no room has registered one."""
    found: Registered = current_app.extensions.get(EXTENSION, {})[name]
    return found


def title(name: str) -> str:
    """What jobs of this name are called."""
    known: Mapping[str, Registered] = current_app.extensions.get(EXTENSION, {})
    return _(known[name].title) if name in known else name

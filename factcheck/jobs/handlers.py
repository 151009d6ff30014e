"""Handlers of jobs: rooms declare them by name (`Room.jobs`), so that this room doesn't know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from flask import current_app

from factcheck.errors import DomainError
from factcheck.i18n import _

EXTENSION = "factcheck.jobs"
Report = Callable[[int, int], None]  # (done, total)
Handler = Callable[[Mapping[str, Any], Report], Callable[[], None]]


MAX_TRIES = 5
MAIN = "main"  # the lane of jobs that need only this machine
MAIL = "mail"  # the lane of jobs that wait for a mail server
CARE = "care"  # the lane of long checks that nobody waits for
WEB = "web"  # the lane of jobs that wait for other websites
WATCH = "watch"  # the lane of jobs that look at other websites without anybody's waiting
LANES = (MAIN, MAIL, CARE, WEB, WATCH)  # each has threads of its own, so that none waits for another
AT_ONCE = {WEB: 4}  # jobs of a lane that are done at a time on a machine; of others one


class NotNow(DomainError):
    """The job can't be done now, for a stated reason; it is retried later."""


class JobHandler(NamedTuple):
    """A handler with its options; the title on screen is a message marked by `N_`.

    The handler reads and computes, for as long as it takes, and returns a function that writes. The worker calls that
    function in the transaction that ends the job, so that nothing is done partly or twice. The function computes
    nothing slow; it raises `slow.NotComputed` if new data needs that.
    """

    handler: Handler
    title: str
    lane: str = MAIN
    max_tries: int = MAX_TRIES
    pause: timedelta = timedelta(seconds=5)  # before the next attempt, times the attempts so far
    is_secret: bool = False  # whether the arguments are deleted once the job is done


def registered(name: str) -> JobHandler:
    """The handler of this name; raises KeyError if no room has registered one."""
    found: JobHandler = current_app.extensions.get(EXTENSION, {})[name]
    return found


def names_in(lane: str) -> list[str]:
    """The names of the jobs of a lane."""
    known: Mapping[str, JobHandler] = current_app.extensions.get(EXTENSION, {})
    return sorted(name for name, it in known.items() if it.lane == lane)


def title(name: str) -> str:
    """The title of jobs of this name."""
    known: Mapping[str, JobHandler] = current_app.extensions.get(EXTENSION, {})
    return _(known[name].title) if name in known else name

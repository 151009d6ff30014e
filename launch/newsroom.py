"""The newsroom as a server: prepared, loaded, and served by workers."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Sequence
from functools import partial

from flask import Flask
from sqlalchemy.engine import make_url

from factcheck import create_app
from factcheck.config import Settings, SettingsError
from factcheck.db import db
from factcheck.health import watch
from factcheck.jobs import worker_threads as jobs
from factcheck.live import hub as live
from factcheck.web.handlers import HEADERS
from launch.memory import bound_arenas
from launch.preparing import prepare, refuse_migrations, reported, warm
from launch.processes.forking import code_of, fork
from launch.processes.handover import TRIAL, Handover
from launch.processes.listening import bound
from launch.processes.place import Place
from launch.processes.supervisor import Supervisor
from launch.processes.worker import Part, work
from launch.web_server.limits import AT_ONCE, AT_ONCE_OVER_A_NETWORK, MAX_STREAMS

LOCAL = frozenset({"", "localhost", "127.0.0.1", "::1"})  # hosts of a database on this machine; a path is a socket


def serve(handover: Handover | None) -> int:
    """Serve, after a reload in place of the former program, or be one worker of another process, or only try."""
    bound_arenas()
    if place := Place.taken(os.environ):
        return reported(lambda: work_alone(place))
    is_trial = os.environ.pop(TRIAL, "")
    return reported(try_out if is_trial else lambda: supervise(handover))


def try_out() -> int:
    """All that can fail at a reload, without serving."""
    settings = Settings.from_env()
    app = create_app(settings)
    refuse_migrations(app)
    prepare(app, settings)
    warm(app)
    return 0


def supervise(handover: Handover | None) -> int:
    """Prepare, and serve with workers; after a reload, take over from those of the former program."""
    settings = Settings.from_env()
    listener = handover.socket() if handover else bound_to(settings)
    app = create_app(settings)
    preparing = fork(lambda: prepared(app, settings)) if handover is None else 0
    warm(app)
    if preparing and (code := code_of(preparing)):
        return code
    hello = "" if handover else greeting(settings)
    return Supervisor(partial(work_on, app), listener, settings.workers, hello, handover).run()


def work_alone(place: Place) -> int:
    """Load the newsroom for one worker in place of a lost one; its exit code."""
    for number in (signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # the supervisor decides
    app = create_app()
    refuse_migrations(app)
    warm(app)
    return work_on(app, place)


def bound_to(settings: Settings) -> socket.socket:
    """A socket on the address of the settings; raises SettingsError if no machine has it."""
    try:
        return bound(settings.host, settings.port)
    except LookupError:
        host = settings.host
        raise SettingsError(f"FACTCHECK_HOST must be a name or an address of this machine, not {host!r}.") from None


def prepared(app: Flask, settings: Settings) -> int:
    """Prepare in a process of its own, so that the workers inherit no thread and no connection; its exit code."""

    def act() -> int:
        prepare(app, settings)
        with app.app_context():
            db.engine.dispose()
        return 0

    return reported(act)


def work_on(app: Flask, place: Place) -> int:
    """The work of one worker; its exit code."""
    return work(app, place, lambda: parts(app), HEADERS, at_once(app.extensions["settings"].database_url))


def at_once(database_url: str) -> int:
    """How many requests a worker works on at a time.

    Threads that all want Python's lock only take it from each other, unless each statement waits for a network.
    """
    address = make_url(database_url)
    host = address.host or address.query.get("host") or ""
    is_here = host in LOCAL or (isinstance(host, str) and host.startswith("/"))
    return AT_ONCE if is_here else AT_ONCE_OVER_A_NETWORK


def parts(app: Flask) -> Sequence[Part]:
    """Running threads beside the server: live updates, jobs, the watch."""
    return (live.start(app, most=MAX_STREAMS), jobs.start(app), watch.start(app))


def greeting(settings: Settings) -> str:
    """The greeting: the address, and how to sign in."""
    opening = f"Open {settings.base_url}"
    if settings.demo:
        return (
            "This is the demo newsroom: everything in it is invented, and whoever uses this machine can sign in.\n"
            f"{opening} — sign in as Rita, Rob, Edda, Emil or Ada with one click\n"
            f"(or with their password: {settings.demo_password}). Stop with Ctrl+C."
        )
    return f"{opening} — make the first administrator with: .venv/bin/flask --app app factcheck admin EMAIL NAME"

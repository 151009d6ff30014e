"""Migrate, load the demo newsroom, and serve with gunicorn until told to stop."""

from __future__ import annotations

import signal
import socket
import sys
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from sqlalchemy.exc import OperationalError

from factcheck import create_app
from factcheck.accounts.naming import tell_of_alike
from factcheck.articles.service import index_missing
from factcheck.config import Settings, SettingsError
from factcheck.db import db
from factcheck.demo.loader import load_if_empty
from factcheck.demo.removal import refuse_cast
from factcheck.drafts.service import forget_old
from factcheck.health import add_probe
from factcheck.integrity.starting import examine
from factcheck.jobs import worker as jobs
from factcheck.live import hub as live
from factcheck.web.writes import forget_old_keys

GRACE = 10  # seconds that requests under way may take after a signal
THREADS = 64


def serve() -> int:
    """Serve until SIGINT or SIGTERM; 2 when a setting is wrong, 1 when the port or the database can't be had."""
    try:
        settings = Settings.from_env()
        refuse_taken_port(settings.host, settings.port)
        prepare(create_app(settings), settings)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    except OperationalError as error:
        print(f"The database of FACTCHECK_DATABASE_URL refuses: {error.orig}", file=sys.stderr)
        return 1
    Server(settings).run()
    return 0


def prepare(app: Flask, settings: Settings) -> None:
    """Bring the database to the newest migration, and the demo newsroom into an empty one.

    Raises SettingsError where the demo is over and its people still have access.
    """
    with app.app_context():
        upgrade()
        examine(settings.home)
        refuse_cast()
        index_missing()
        forget_old_keys()
        forget_old()
        db.session.commit()
        if settings.demo and load_if_empty():
            print("Loaded the demo newsroom.", flush=True)
        tell_of_alike()
        db.engine.dispose()  # a connection must not be carried over the fork into the worker


def refuse_taken_port(host: str, port: int) -> None:
    """Raise OSError, in words, when the address can't be bound; gunicorn would only try for five seconds."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise OSError(f"Cannot listen on {at(host, port)}: {error.strerror}. Set PORT to another one.") from error


def at(host: str, port: int) -> str:
    """The address as gunicorn and browsers write it; an IPv6 host stands in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def greeting(settings: Settings) -> str:
    """Where to go and how to sign in."""
    opening = f"Open {settings.base_url}"
    if settings.demo:
        return (
            "This is the demo newsroom: everything in it is invented, and whoever uses this machine can sign in.\n"
            f"{opening} — sign in as Rita, Rob, Edda, Emil or Ada with one click\n"
            f"(or with their password: {settings.demo_password}). Stop with Ctrl+C."
        )
    return f"{opening} — make the first administrator with: .venv/bin/flask --app app factcheck admin EMAIL NAME"


class GracefulArbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's master, for which Ctrl+C is as gentle as SIGTERM."""

    def handle_int(self) -> None:
        """Stop as SIGTERM does: requests under way are answered."""
        self.handle_term()


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """One worker with threads: SQLite wants one writing process, and the threads share one cache."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        for name, value in options(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made in the worker."""
        return create_app(self.settings)

    def run(self) -> None:
        """Serve; leaves by SystemExit."""
        GracefulArbiter(self).run()


def options(settings: Settings) -> dict[str, Any]:
    """gunicorn's settings from ours."""
    return {
        "bind": at(settings.host, settings.port),
        "worker_class": "gthread",
        "workers": 1,
        "threads": THREADS,
        "preload_app": False,
        "graceful_timeout": GRACE,
        "control_socket_disable": True,
        "forwarded_allow_ips": "",  # FACTCHECK_TRUST_PROXY alone decides whose X-Forwarded-* count
        "loglevel": "warning",
        "when_ready": lambda _arbiter: print(greeting(settings), flush=True),
        "post_worker_init": begin_work,
        "worker_exit": end_work,
    }


def begin_work(worker: Any) -> None:
    """Do jobs and tell what is new beside the requests of a worker; half of its threads are kept for pages.

    Ctrl+C, which a terminal sends to it as well, lets it finish its requests as SIGTERM does; streams would never end
    by themselves, so both end them.
    """
    worker.jobs = jobs.start(worker.wsgi)
    add_probe(worker.wsgi, "jobs", worker.jobs.trouble)
    worker.live = live.start(worker.wsgi, most=THREADS // 2)

    def leave(number: int, frame: Any) -> None:
        worker.live.end()
        worker.handle_exit(number, frame)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)


def end_work(_: Any, worker: Any) -> None:
    """Let the job under way end; what is left is done after the next start."""
    for name in ("live", "jobs"):
        if at_work := getattr(worker, name, None):
            at_work.stop(GRACE)

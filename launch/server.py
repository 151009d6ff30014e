"""Migrate, load the demo newsroom, and serve until told to stop."""

from __future__ import annotations

import os
import signal
import socket
import sys

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from factcheck import create_app
from factcheck.accounts.naming import warn_of_lookalikes
from factcheck.captures.marker import refuse_other_folder
from factcheck.config import Settings, SettingsError
from factcheck.db import db
from factcheck.db.errors import Fault, kind_of
from factcheck.demo.loader import load_if_empty
from factcheck.demo.removal import refuse_cast
from factcheck.drafts.service import forget_old
from factcheck.fulltext.index import index_missing
from factcheck.health import watch
from factcheck.health.faults import tell
from factcheck.integrity.grants import watch_role
from factcheck.integrity.starting import examine, is_damaged
from factcheck.jobs import worker_threads as jobs
from factcheck.live import hub as live
from factcheck.readiness.probes import migrations
from factcheck.web.commands import refusal
from factcheck.web.idempotency import forget_old_keys
from launch.web_server.limits import GRACE, MAX_STREAMS
from launch.web_server.server import Server

INSUFFICIENT_PRIVILEGE = "42501"


def serve() -> int:
    """Serve until SIGINT or SIGTERM; 2 if a setting is wrong, 1 if the port or the database is unavailable."""
    try:
        settings = Settings.from_env()
        refuse_taken_port(settings.host, settings.port)
        app = create_app(settings)
        prepare(app, settings)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    except OperationalError as error:
        print(refusal(error), file=sys.stderr)
        return 1
    run(app, at(settings.host, settings.port), greeting(settings))
    return 0


def prepare(app: Flask, settings: Settings) -> None:
    """Migrate the database and load the demo newsroom into an empty one; leave a damaged one alone.

    A read-only database of this version is served for reading.

    Raises SettingsError if the demo is switched off and its people still have access.
    """
    with app.app_context():
        if is_damaged():
            return
        try:
            bring_up(settings)
        except (DBAPIError, OSError) as error:
            if (kind := kind_of(error)) not in {Fault.FULL, Fault.READ_ONLY}:
                raise
            db.session.rollback()
            if reason := migrations():
                raise SettingsError(f"The database takes no writes, and must be migrated first: {reason}.") from error
            tell(kind)


def bring_up(settings: Settings) -> None:
    """Prepare an undamaged database."""
    migrate()
    if db.engine.dialect.name == "postgresql":  # SQLite is in the folder itself
        refuse_other_folder(settings.home)
    examine(settings)
    for excess in watch_role():
        print(f"The database role of the app {excess}. See: factcheck db grants", flush=True)
    refuse_cast()
    index_missing()
    forget_old_keys()
    forget_old()
    db.session.commit()
    if settings.demo and load_if_empty():
        print("Loaded the demo newsroom.", flush=True)
    warn_of_lookalikes()


def migrate() -> None:
    """Migrate to the newest version; raises SettingsError if the app's own role may not."""
    try:
        upgrade()
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", "") != INSUFFICIENT_PRIVILEGE:
            raise
        raise SettingsError(
            "FACTCHECK_DATABASE_URL names a role that may not migrate, and there are new migrations. With the owner's "
            "role in FACTCHECK_DATABASE_URL, run: flask --app app db upgrade, and what factcheck db grants prints."
        ) from None


def refuse_taken_port(host: str, port: int) -> None:
    """Raise OSError with an explanation if the address can't be bound; called before anything is prepared."""
    try:
        socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise SettingsError(f"FACTCHECK_HOST must be a name or an address of this machine, not {host!r}.") from None
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise OSError(f"Cannot listen on {at(host, port)}: {error.strerror}. Set PORT to another one.") from error


def at(host: str, port: int) -> str:
    """The address as servers and browsers write it, with an IPv6 host in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


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


def run(app: Flask, listen: str, hello: str = "") -> None:
    """Serve, run jobs and send live updates until a signal; a second signal ends the process at once."""
    server = Server(app, listen)
    worker = jobs.start(app)
    hub = live.start(app, most=MAX_STREAMS)
    guard = watch.start(app)

    def leave(number: int, _: object) -> None:
        if server.is_ending:
            os._exit(128 + number)
        server.end()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    print(hello, flush=True)
    server.run(at_end=hub.end)
    for part in (hub, worker, guard):
        part.stop(GRACE)

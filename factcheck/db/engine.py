"""Connect an application to its database."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from factcheck.db import writers
from factcheck.db.base import db
from factcheck.db.postgres import prepare_postgresql
from factcheck.db.sqlite import prepare_sqlite, sqlite_module


def engine_options(url: str) -> dict[str, Any]:
    """SQLAlchemy's engine options for this database."""
    pool = {"pool_size": 16, "max_overflow": 64, "pool_timeout": 5, "pool_pre_ping": url.startswith("postgresql")}
    if url.startswith("sqlite"):
        return {**pool, "module": sqlite_module(), "connect_args": {"check_same_thread": False}}
    return {**pool, "connect_args": {"connect_timeout": 3}}  # seconds; libpq's default is minutes


def init_app(app: Flask) -> None:
    """Bind the database to the app and prepare its connections."""
    db.init_app(app)
    with app.app_context():
        prepare = prepare_sqlite if db.engine.dialect.name == "sqlite" else prepare_postgresql
        prepare(db.engine)
        event.listen(db.engine, "checkin", _on_checkin)
        event.listen(db.engine, "close", _on_checkin)


def _on_checkin(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    writers.released(entry.info)

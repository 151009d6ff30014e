"""Connections to PostgreSQL, and when a transaction begins there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, event, select, text, update
from sqlalchemy.exc import ProgrammingError

from factcheck.accounts.models import User
from factcheck.db import db, postgres, read_only, writers
from factcheck.db.sqlite import sqlite_module
from tests.factories import make_user


@pytest.fixture
def cut(tmp_path: Path) -> Engine:
    """An engine whose one connection was cut while it rested."""
    engine = create_engine(f"sqlite:///{tmp_path / 'cut.sqlite3'}", module=sqlite_module())
    event.listen(engine, "checkin", postgres._rest)
    event.listen(engine, "checkout", partial(postgres._ping, engine.dialect))
    used = engine.raw_connection()
    raw = used.driver_connection
    used.close()
    assert raw is not None
    raw.close()
    return engine


def test_a_connection_that_was_cut_while_it_rested_is_replaced(cut: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PING_AFTER", 0.0)
    with cut.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    cut.dispose()


def test_a_connection_that_was_used_a_moment_ago_is_not_asked(cut: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PING_AFTER", 3600.0)
    with pytest.raises(ProgrammingError, match="closed"), cut.connect() as connection:
        connection.scalar(text("SELECT 1"))
    cut.dispose()


@pytest.mark.parametrize(
    ("statement", "only_reads"),
    [
        ("SELECT users.id FROM users", True),
        ("WITH newest AS (SELECT 1) SELECT * FROM newest", True),
        ("SELECT users.updated FROM users", True),
        ("SELECT users.id FROM users FOR UPDATE", False),
        ("SELECT users.id FROM users FOR SHARE", False),
        ("SELECT pg_advisory_xact_lock(7021)", False),
        ("WITH gone AS (DELETE FROM users RETURNING id) SELECT * FROM gone", False),
        ("INSERT INTO users DEFAULT VALUES", False),
        ("SAVEPOINT one", False),
    ],
)
def test_what_writes_or_locks_needs_a_transaction(statement: str, only_reads: bool) -> None:
    assert postgres._only_reads(statement) is only_reads


def is_begun() -> bool:
    raw = db.session.connection().connection.driver_connection
    return bool(raw and raw.pgconn.transaction_status != postgres.IDLE)


@pytest.mark.on_postgresql
def test_a_reader_begins_a_transaction_only_where_it_locks(app: Flask) -> None:
    make_user()
    db.session.commit()
    with read_only():
        db.session.scalars(select(User.id)).all()
        assert not is_begun()
        db.session.scalars(select(User.id).with_for_update()).all()
        assert is_begun()


@pytest.mark.on_postgresql
def test_what_a_reader_writes_is_taken_back_with_its_transaction(app: Flask) -> None:
    make_user()
    db.session.commit()
    writers.promise(writers.Mode.READS)
    try:
        db.session.execute(update(User).values(name="Ruth"))
        assert is_begun()
        db.session.rollback()
    finally:
        writers.promise(writers.Mode.WRITES)
    assert db.session.scalars(select(User.name)).all() == ["Rita"]

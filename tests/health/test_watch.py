"""SQLite's write-ahead log: checkpointed when nobody needs it, an alarm while somebody does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from factcheck.db import db, writing
from factcheck.db.sqlite import sqlite_module
from factcheck.health import watch
from factcheck.health.alarms import alarms_of_app

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def log(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(watch, "CHECKPOINT_FROM", 200_000)
    monkeypatch.setattr(watch, "MAX_LOG", 400_000)
    db.session.rollback()
    yield Path(f"{db.engine.url.database}-wal")
    for alarm in alarms_of_app().current():
        alarms_of_app().remove(alarm.key)


def write(count: int) -> None:
    """So many transactions, of 100 kB each."""
    for number in range(count):
        with writing(), db.engine.begin() as connection:
            row = "INSERT INTO write_keys (owner, key, body_sha256, path, location, created_at) VALUES "
            values = {"key": f"{number}", "path": "x" * 100_000}
            connection.execute(text(f"{row}('a test', :key, '', :path, '', '2026-01-01')"), values)
            connection.execute(text("DELETE FROM write_keys WHERE owner = 'a test'"))


def test_the_log_is_told_of_while_somebody_reads_and_cut_afterwards(log: Path) -> None:
    with closing(sqlite_module().connect(db.engine.url.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM write_keys").fetchall()
        write(5)
        watch.watch_log(log)
        assert [alarm.key for alarm in alarms_of_app().current()] == ["long-reader"]
        write(1)  # and nobody waits for the checkpoint
        reader.execute("COMMIT")
    watch.watch_log(log)
    assert alarms_of_app().current() == []
    assert log.stat().st_size == 0


def test_a_short_log_is_left_alone(log: Path) -> None:
    write(1)
    size = log.stat().st_size
    watch.watch_log(log)
    assert log.stat().st_size == size

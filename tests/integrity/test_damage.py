"""A damaged page of the database: noticed by the start, by the check and in the night, and never migrated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from factcheck import create_app
from factcheck.config import Settings
from factcheck.db import db
from factcheck.db.sqlite import sqlite_module
from factcheck.health.alarms import alarms_of_app
from launch.preparing import prepare

pytestmark = pytest.mark.on_sqlite  # PostgreSQL looks after its own pages
PAGE = 4096


@pytest.fixture
def damaged(tmp_path: Path) -> Iterator[Flask]:
    """A small newsroom with a damaged page in the index of its articles' addresses."""
    settings = Settings.from_env({"FACTCHECK_HOME": str(tmp_path / "home"), "FACTCHECK_DEMO": "0"})
    app = create_app(settings)
    prepare(app, settings)
    with app.app_context():
        db.session.rollback()
        root = db.session.scalar(
            text("SELECT rootpage FROM sqlite_master WHERE name = 'ix_audit_events_subject_type_subject_id'")
        )
        assert root
        db.session.remove()
        database = Path(db.engine.url.database or "")
        db.engine.dispose()
        with sqlite_module().connect(database) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        (tmp_path / "good.sqlite3").write_bytes(database.read_bytes())
        data = bytearray(database.read_bytes())
        data[(root - 1) * PAGE : root * PAGE] = b"\x0d" + b"\xff" * (PAGE - 1)
        database.write_bytes(bytes(data))
        yield app
        db.session.remove()
        db.engine.dispose()


def test_the_start_says_so_and_migrates_nothing(damaged: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    prepare(damaged, damaged.extensions["settings"])
    assert "factcheck restore FILE" in capsys.readouterr().out
    assert [alarm.key for alarm in alarms_of_app().current()] == ["damaged"]


def test_the_check_says_so_and_goes_on_with_the_rest(damaged: Flask) -> None:
    answer = damaged.test_cli_runner().invoke(args=["factcheck", "check"])
    assert answer.exit_code == 1
    assert "FAIL the database has no damaged page" in answer.output
    assert "ok   every text is as it was frozen" in answer.output


def test_a_backup_of_it_is_refused_and_a_restore_keeps_it(damaged: Flask, tmp_path: Path) -> None:
    answer = damaged.test_cli_runner().invoke(args=["factcheck", "backup", str(tmp_path / "copy.sqlite3")])
    assert (answer.exit_code, "damaged" in answer.output) == (1, True)
    assert not (tmp_path / "copy.sqlite3").exists()
    answer = damaged.test_cli_runner().invoke(args=["factcheck", "restore", str(tmp_path / "good.sqlite3")])
    assert answer.exit_code == 0, answer.output
    assert damaged.test_cli_runner().invoke(args=["factcheck", "check"]).exit_code == 0
    (kept,) = (tmp_path / "home").glob("before-restore-*.sqlite3")
    assert kept.read_bytes()[:16] == b"SQLite format 3\0"

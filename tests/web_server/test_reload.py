"""What a reload refuses before it starts the new program."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from factcheck.config import SettingsError
from factcheck.db import db
from launch import commands
from launch.environment import Environment
from launch.preparing import refuse_migrations
from launch.processes.handover import TRIAL
from launch.processes.place import PLACE


@pytest.mark.parametrize("started_for", [TRIAL, PLACE])
def test_a_reload_changes_no_library_of_running_workers(
    tmp_path: Path, started_for: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "requirements.txt").write_text("flask==3.1.1\n")
    monkeypatch.setattr(commands, "Environment", lambda: Environment(tmp_path))
    monkeypatch.setenv(started_for, "1")
    monkeypatch.delenv("FACTCHECK_DATABASE_URL", raising=False)
    assert commands.main([]) == 1
    assert capsys.readouterr().err == "requirements.txt has changed: restart instead of reloading.\n"
    assert list(tmp_path.iterdir()) == [tmp_path / "requirements.txt"]


def test_a_reload_migrates_no_table_of_running_workers(app: Flask) -> None:
    newest = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    change = text("UPDATE alembic_version SET version_num = :version")
    refuse_migrations(app)
    db.session.execute(change, {"version": "0001"})
    db.session.commit()
    with pytest.raises(SettingsError, match="restart instead of reloading"):
        refuse_migrations(app)
    db.session.execute(change, {"version": newest})
    db.session.commit()

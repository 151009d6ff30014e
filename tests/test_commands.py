"""Every command creates missing tables, and reports a wrong setting in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask.cli import main as flask

from factcheck.config import PROJECT
from launch.gate import is_setting
from launch.server import serve
from tests import preloaded

FLASK = (str(Path(sys.executable).parent / "flask"), "--app", "app")


def environment(settings: dict[str, str]) -> dict[str, str]:
    """The environment with these settings only."""
    return {name: value for name, value in os.environ.items() if not is_setting(name)} | settings


def run(*command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command in its own process, with these settings only."""
    env = environment(settings)
    return subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True, timeout=120)


@pytest.mark.on_sqlite
def test_in_an_empty_home_the_tables_are_created_first(tmp_path: Path) -> None:
    home = {"FACTCHECK_HOME": str(tmp_path / "new" / "home")}
    empty = run(*FLASK, "factcheck", "export", "json", **home)
    assert (empty.returncode, empty.stdout) == (0, "[\n]\n"), empty.stderr
    assert "its tables have been made" in empty.stderr
    loaded = run(*FLASK, "factcheck", "demo", **home)
    assert (loaded.returncode, "Sign in as Rita" in loaded.stdout) == (0, True), loaded.stderr
    assert "tables" not in loaded.stderr
    again = run(*FLASK, "factcheck", "demo", "load", **home)
    assert (again.returncode, "isn't empty" in again.stderr, "Traceback" in again.stderr) == (1, True, False)


@pytest.mark.on_sqlite
def test_help_creates_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    env = environment({"FACTCHECK_HOME": str(home)})
    shown = preloaded.run(flask, [*FLASK, "factcheck", "demo", "--help"], env, tmp_path)
    assert (shown.returncode, "remove" in shown.stdout) == (0, True)
    assert not (home / "factcheck.sqlite3").exists()


WRONG = (
    ("PORT", "http", ("factcheck", "demo")),
    ("FACTCHECK_HOME", "/dev/null/desk", ("factcheck", "export", "csv")),
    ("FACTCHECK_DEMO", "perhaps", ("routes",)),
    ("FACTCHECK_SITE", "Desk", ("db", "upgrade")),
    ("FACTCHECK_DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3", ("db", "upgrade")),
    ("FACTCHECK_DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3", ("factcheck", "check")),
    ("FACTCHECK_BASE_URL", "http://[::1", ("--help",)),
)


@pytest.mark.on_sqlite
@pytest.mark.parametrize(("name", "value", "command"), WRONG)
def test_a_wrong_setting_is_one_line_under_every_command(
    tmp_path: Path, name: str, value: str, command: tuple[str, ...]
) -> None:
    env = environment({"FACTCHECK_HOME": str(tmp_path / "home")} | {name: value})
    done = preloaded.run(flask, [*FLASK, *command], env, tmp_path)
    assert done.returncode != 0
    lines = [it for it in done.stderr.splitlines() if it.strip() and "[alembic" not in it]
    assert (len(lines), name in lines[0]) == (1, True), done.stderr


@pytest.mark.on_sqlite
@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "0"), ("FACTCHECK_HOST", "no such host"), ("FACTCHECK_HOME", "/dev/null")]
)
def test_a_wrong_setting_is_one_line_at_the_start_of_the_server(tmp_path: Path, name: str, value: str) -> None:
    env = environment({"FACTCHECK_HOME": str(tmp_path / "home")} | {name: value})
    done = preloaded.run(serve, ["serve"], env, tmp_path)
    assert (done.returncode, done.stderr.count("\n"), done.stderr.startswith(name)) == (2, 1, True), done.stderr

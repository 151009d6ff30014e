"""What a process loads at its start: libraries that few requests need wait for the first of these."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from flask import Flask

from factcheck.config import PROJECT

RARE = {"alembic", "confusable_homoglyphs", "mako", "pygments", "sentencex", "webauthn.helpers", "zxcvbn"}
SCRIPT = "import sys; from factcheck import create_app; create_app(); print(*sys.modules)"


def test_rarely_needed_libraries_are_not_loaded_at_the_start(tmp_path: Path) -> None:
    env = {"FACTCHECK_HOME": str(tmp_path), "FACTCHECK_DEMO": "0"}
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=PROJECT, env=env, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "flask" in loaded, done.stderr
    assert loaded & RARE == set()


def test_migrations_are_loaded_by_what_migrates(app: Flask) -> None:
    commands = app.test_cli_runner()
    assert commands.invoke(args=["db", "heads"]).exit_code == 0
    assert "Upgrade to a later version" in commands.invoke(args=["db", "--help"]).output

"""What a process loads at its start: libraries that few requests need wait for the first of these."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from flask import Flask

from factcheck.config import PROJECT

RARE = {  # each is loaded by the functions that need it, after the first request for one of them
    "PIL", "alembic", "bcrypt", "boto3", "chardet", "confusable_homoglyphs", "feedparser", "lxml", "mailparser_reply",
    "mako", "markdown_it", "psycopg", "pygments", "pypdfium2", "qrcode", "rfc3161_client", "sentencex", "trafilatura",
    "warcio", "webauthn.helpers", "xlsxwriter", "zxcvbn",
}  # fmt: skip
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

"""`factcheck backup`: a whole copy, or an exit of 1 with nothing changed."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from flask import Flask

from factcheck.audit.restoring import head_of_database
from factcheck.backup.copying import CopyError, copy
from factcheck.config import PROJECT
from tests.factories import make_claim, make_edition

pytestmark = pytest.mark.on_sqlite  # PostgreSQL has pg_dump


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["factcheck", *arguments])
    return answer.exit_code, answer.output


def acts(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM audit_events").fetchone()[0])


def test_a_backup_prints_the_head_that_it_has(app: Flask, tmp_path: Path) -> None:
    make_edition(state="published")
    status, output = run(app, "backup", str(tmp_path / "copy.sqlite3"))
    assert (status, str(head_of_database()) in output) == (0, True)
    assert acts(tmp_path / "copy.sqlite3") == 9
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite3"]
    assert (tmp_path / "copy.sqlite3").stat().st_mode & 0o077 == 0


def test_a_backup_that_is_there_is_replaced_only_when_asked(app: Flask, tmp_path: Path) -> None:
    make_claim()
    file = tmp_path / "copy.sqlite3"
    assert run(app, "backup", str(file))[0] == 0
    make_edition()
    assert run(app, "backup", str(file))[0] == 1
    assert acts(file) == 2
    assert run(app, "backup", "--replace", str(file))[0] == 0
    assert acts(file) > 2


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """Inside, no file may grow beyond `size` bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_the_good_backup_and_nothing_else(app: Flask, tmp_path: Path) -> None:
    make_claim()
    file = tmp_path / "copy.sqlite3"
    assert run(app, "backup", str(file))[0] == 0
    before = file.read_bytes()
    make_edition()
    with little_room(100_000):
        status, output = run(app, "backup", "--replace", str(file))
    assert status == 1
    assert "Nothing was copied" in output
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite3"]


def test_a_damaged_database_is_not_copied_over_a_good_backup(app: Flask, tmp_path: Path) -> None:
    make_claim()
    good, worse = tmp_path / "good.sqlite3", tmp_path / "worse.sqlite3"
    assert run(app, "backup", str(good))[0] == 0
    damage(good, worse)
    before = good.read_bytes()
    with pytest.raises(CopyError, match=r"damaged|malformed|Nothing was copied"):
        copy(worse, good)
    assert good.read_bytes() == before


def damage(good: Path, worse: Path) -> None:
    """Overwrite some pages behind the first."""
    data = bytearray(good.read_bytes())
    for page in range(2, 40, 3):
        data[page * 4096 : page * 4096 + 2000] = b"\xff" * 2000
    worse.write_bytes(bytes(data))


def test_a_command_killed_by_the_limit_exits_with_1(tmp_path: Path, app: Flask) -> None:
    """The same in a process of its own, as cron starts it."""
    make_claim()
    settings = app.extensions["settings"]
    limited = f"ulimit -f 50; exec {sys.executable} -m flask --app app factcheck backup {tmp_path / 'copy.sqlite3'}"
    env = {
        "FACTCHECK_HOME": str(settings.home),
        "FACTCHECK_DATABASE_URL": settings.database_url,
        "PATH": os.defpath,
    }
    done = subprocess.run(["bash", "-c", limited], cwd=PROJECT, env=env, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert "Nothing was copied" in done.stderr
    assert list(tmp_path.iterdir()) == []

"""`factcheck backup`: the database and all captures in one file, or an exit of 1 with nothing changed."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from factcheck.audit.restoring import head_of_database
from factcheck.backup.archive import PIECE
from factcheck.backup.copying import CopyError, copy
from factcheck.backup.making import make
from factcheck.backup.reading import manifest_of, read_archive
from factcheck.config import PROJECT
from factcheck.db import db
from factcheck.hashing import sha256_hex
from factcheck.storage import store
from factcheck.storage.folder import MARKER_NAME, Folder
from factcheck.storage.models import StoredFile
from tests.backup.packing import names_in, unpacked
from tests.factories import make_claim, make_edition


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["factcheck", *arguments])
    return answer.exit_code, answer.output


def test_a_backup_has_the_database_all_captures_and_the_head(app: Flask, tmp_path: Path) -> None:
    make_edition(state="published")
    other = store.put(b"The permit.", "text/plain")
    db.session.commit()
    status, output = run(app, "backup", str(tmp_path / "copy"))
    assert (status, str(head_of_database()) in output) == (0, True), output
    assert names_in(tmp_path) == ["copy"]
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    manifest = read_archive(tmp_path / "copy")
    assert (manifest.head, manifest.events, manifest.captures) == (str(head_of_database()), 10, 2)
    names = [member.info.name for member in unpacked((tmp_path / "copy").read_bytes())]
    assert names[:2] == ["manifest.json", "manifest.sha256"]
    assert f"captures/{other[:2]}/{other}" in names


def test_an_ordinary_tar_shows_the_same_as_the_folder(app: Flask, tmp_path: Path) -> None:
    make_edition(state="published")
    assert run(app, "backup", str(tmp_path / "copy"))[0] == 0
    subprocess.run(["tar", "-x", "-C", tmp_path, "-f", tmp_path / "copy"], check=True)
    stored = app.extensions["settings"].home / "captures"
    files = {path.relative_to(stored) for path in stored.rglob("*") if path.is_file() and path.name != MARKER_NAME}
    assert {path.relative_to(tmp_path / "captures") for path in (tmp_path / "captures").rglob("*/*")} == files


def test_a_backup_that_is_there_is_replaced_only_when_asked(app: Flask, tmp_path: Path) -> None:
    make_claim()
    file = tmp_path / "copy"
    assert run(app, "backup", str(file))[0] == 0
    make_edition()
    before = file.read_bytes()
    assert run(app, "backup", str(file))[0] == 1
    assert file.read_bytes() == before
    assert run(app, "backup", "--replace", str(file))[0] == 0
    assert manifest_of(file).head == str(head_of_database())


def test_a_backup_without_a_file_is_only_a_drill(app: Flask) -> None:
    status, output = run(app, "backup")
    assert (status, "Name the file of the backup" in output) == (2, True)


def test_a_damaged_capture_is_named_and_can_be_left_out(app: Flask, tmp_path: Path) -> None:
    make_claim()
    digest = store.put(b"The permit.", "text/plain")
    db.session.commit()
    app.extensions[store.EXTENSION].path(digest).write_bytes(b"The permit!")
    status, output = run(app, "backup", str(tmp_path / "copy"))
    assert (status, f"{digest} was altered" in output, names_in(tmp_path)) == (1, True, [])
    status, output = run(app, "backup", str(tmp_path / "copy"), "--skip-damaged")
    assert (status, f"Left out, because it is damaged or missing: {digest}" in output) == (0, True)
    manifest = read_archive(tmp_path / "copy")
    assert (manifest.damaged, manifest.captures) == ((digest,), 1)


def test_memory_is_bounded_by_pieces_not_by_files(app: Flask, tmp_path: Path) -> None:
    large = 48 * PIECE
    app.extensions[store.EXTENSION].write(digest := sha256_hex(bytes(large)), [bytes(PIECE)] * 48)
    db.session.add(StoredFile(sha256=digest, size=large, media_type="video/mp4"))
    db.session.commit()
    tracemalloc.start()
    make(tmp_path / "copy")
    read_archive(tmp_path / "copy", keep=Folder(tmp_path / "captures").write)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (tmp_path / "copy").stat().st_size > large
    assert peak < 12 * PIECE


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """Inside, no file may grow beyond `size` bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.on_sqlite
def test_a_full_disk_leaves_the_good_backup_and_nothing_else(app: Flask, tmp_path: Path) -> None:
    make_claim()
    file = tmp_path / "copy"
    assert run(app, "backup", str(file))[0] == 0
    before = file.read_bytes()
    make_edition()
    with little_room(100_000):
        status, output = run(app, "backup", "--replace", str(file))
    assert status == 1
    assert "Nothing was copied" in output
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


@pytest.mark.on_sqlite
def test_a_damaged_database_is_not_copied_over_a_good_backup(app: Flask, tmp_path: Path) -> None:
    make_claim()
    good, worse = tmp_path / "good.sqlite3", tmp_path / "worse.sqlite3"
    copy(Path(db.engine.url.database or ""), good)
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


@pytest.mark.on_sqlite
def test_a_command_killed_by_the_limit_exits_with_1(tmp_path: Path, app: Flask) -> None:
    """The same in a process of its own, as cron starts it."""
    make_claim()
    settings = app.extensions["settings"]
    limited = f"ulimit -f 50; exec {sys.executable} -m flask --app app factcheck backup {tmp_path / 'copy'}"
    env = {
        "FACTCHECK_HOME": str(settings.home),
        "FACTCHECK_DATABASE_URL": settings.database_url,
        "PATH": os.defpath,
    }
    done = subprocess.run(["bash", "-c", limited], cwd=PROJECT, env=env, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert "Nothing was copied" in done.stderr
    assert list(tmp_path.iterdir()) == []

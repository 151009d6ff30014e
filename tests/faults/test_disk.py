"""Disk and database refuse under the served app: what people are answered, that they read on, and that it ends."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from factcheck.db.sqlite import sqlite_module
from tests.faults.server import Answer, Person, serve_from_nothing, served

WORDS = "The harbour will open in May, as it is typed here."
FORM = {"title": "Harbour", "language": "en", "is_undated": "y"}
PATIENCE = 60.0  # seconds for a state that comes by itself


def save(person: Person, text: str = WORDS) -> Answer:
    page = person.get("/articles/new")[1]
    by = page.partition('name="_by" value="')[2].partition('"')[0]
    return person.post("/articles/new", **FORM, text=text, _by=by)


def reads_on(person: Person) -> bool:
    return all(person.get(path)[0] == 200 for path in ("/", "/articles", "/articles/1", "/claims", "/checks"))


def until(is_so: Callable[[], bool]) -> None:
    """Wait for a state."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def is_told(person: Person, words: str) -> bool:
    return words in person.get("/people")[1]


@contextmanager
def small_disk(home: Path, free: int) -> Iterator[Path]:
    """A copy of the home on a disk of its own that has so many bytes left."""
    place = home.parent / "disk"
    place.mkdir()
    size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) + free
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip("A small disk can only be mounted by root.")
    try:
        yield Path(shutil.copytree(home, place / "home"))
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(folder: Path) -> Path:
    """A file that takes all the room there is."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            pass
    return path


def files(home: Path) -> set[Path]:
    return {path for path in (home / "captures").rglob("*") if path.is_file()}


def test_a_full_disk_is_told_keeps_the_words_and_recovers(home: Path) -> None:
    with small_disk(home, 12_000_000) as place, served(place) as server:
        rita, ada = Person(server.port), Person(server.port, "Ada")
        before, filler = files(place), fill(place)
        status, page, headers = save(rita, WORDS * 40)
        assert (status, headers["retry-after"]) == (507, "60")
        assert WORDS in page
        assert "Content-Security-Policy".lower() in headers
        assert reads_on(rita)
        assert is_told(ada, "The disk is full")
        assert rita.get("/readyz")[0] == 503
        assert files(place) == before
        filler.unlink()
        assert save(rita)[0] == 303
        until(lambda: not is_told(ada, "The disk is full"))


def test_a_lock_of_another_program_is_answered_in_time_and_reading_goes_on(home: Path) -> None:
    with served(home) as server:
        rita = Person(server.port)
        with closing(sqlite_module().connect(home / "factcheck.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            begun = time.monotonic()
            status, page, headers = save(rita)
            assert time.monotonic() - begun < 12  # six where the machine is idle: the limits themselves are four
            assert (status, headers["retry-after"]) == (503, "5")
            assert WORDS in page
            assert "content-security-policy" in headers
            assert reads_on(rita)
            other.execute("ROLLBACK")
        assert save(rita)[0] == 303


def serve_bound_by_modes() -> None:
    """Even root may write only what the modes of files let it, from the next program on."""
    for capability in (1, 2, 3):  # DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
    serve_from_nothing()


def test_a_read_only_home_is_told_and_reading_goes_on(home: Path) -> None:
    with served(home) as server:
        rita = Person(server.port)
        server.kill()  # the write-ahead log stays, as it does under a server that is at work
    everything = [home, *home.rglob("*")]
    for path in everything:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        with served(home, main=serve_bound_by_modes) as server:
            rita.port = server.port
            status, page, headers = save(rita)
            assert (status, headers.get("retry-after")) == (503, "60"), server.logged()
            assert WORDS in page
            assert reads_on(rita)
            assert "read-only at the moment" in rita.get("/")[1]
            assert rita.get("/readyz")[0] == 503
    finally:
        for path in everything:
            if path.exists():
                path.chmod(0o700 if path.is_dir() else 0o600)


def damage(path: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite_module().connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        found = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((found[0] - 1) * size)
        file.write(os.urandom(size))


def test_a_damaged_database_is_served_with_a_banner(home: Path) -> None:
    damage(home / "factcheck.sqlite3", "sources")
    with served(home) as server:
        ada = Person(server.port, "Ada")
        assert ada.get("/articles/1")[0] in {200, 503}
        status, page, headers = ada.get("/sources")
        assert (status, headers.get("retry-after")) == (503, "60"), page
        assert "content-security-policy" in headers
        assert "t be read" in page
        assert is_told(ada, "damaged")

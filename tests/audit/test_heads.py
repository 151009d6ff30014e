"""The head of the audit log: written beside the database after each commit, and proved by `factcheck check`."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from factcheck.audit import heads
from factcheck.audit.chain import START, digest
from factcheck.audit.heads import Head
from factcheck.audit.models import Event
from factcheck.audit.restoring import head_of_database
from factcheck.audit.service import record
from factcheck.db import db, writers
from tests.databases import IS_POSTGRESQL
from tests.factories import make_claim, make_edition, make_evidence


def home(app: Flask) -> Path:
    return Path(app.extensions["settings"].home)


def check(app: Flask, *arguments: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["factcheck", "check", *arguments])
    return answer.exit_code, answer.output


def unguard(*triggers: str) -> None:
    """What an owner of the database can do."""
    for name in triggers:
        db.session.execute(text(f"DROP TRIGGER {name}" + (" ON audit_events" if IS_POSTGRESQL else "")))


def test_each_commit_writes_the_head_and_the_numbers_it_gave_out(app: Flask) -> None:
    (home(app) / heads.FILE).unlink(missing_ok=True)  # as the test before left it
    make_evidence(make_claim())
    *_, last = heads.lines(home(app))
    assert last.head == heads.last(home(app)) == head_of_database()
    assert last.numbers == {("evidence", ""): 1, ("evidence.number", "1"): 1} | last.numbers
    assert (home(app) / heads.FILE).stat().st_mode & 0o777 == 0o600


def test_what_is_rolled_back_writes_none(app: Flask) -> None:
    record(None, "claim:edit", ("claim", 7))
    db.session.rollback()
    record(None, "claim:edit", ("claim", 7))
    with db.session.begin_nested():
        record(None, "claim:edit", ("claim", 8))
    assert heads.last(home(app)) is None
    db.session.commit()
    assert heads.last(home(app)) == head_of_database()


def test_a_head_is_written_when_the_next_writer_may_go_on(app: Flask) -> None:
    found: list[Head | None] = []

    def note(_seconds: float) -> None:
        found.append(heads.last(home(app)))

    writers.on_release.append(note)
    try:
        record(None, "claim:edit", ("claim", 7))
        db.session.commit()
    finally:
        writers.on_release.remove(note)
    assert found == [None]
    assert heads.last(home(app)) == head_of_database()


def test_what_is_closed_without_a_commit_writes_none(app: Flask) -> None:
    record(None, "claim:edit", ("claim", 7))
    db.session.close()
    db.session.execute(text("SELECT 1"))
    db.session.commit()
    assert heads.last(home(app)) is None


def test_a_home_that_can_not_be_written_stops_no_save(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "FILE", "no-such-folder/audit-heads")
    record(None, "claim:edit", ("claim", 7))
    db.session.commit()
    assert db.session.scalar(select(Event.subject_id)) == 7


def test_a_cut_tail_is_found_by_the_file_and_by_a_head_on_paper(app: Flask) -> None:
    make_edition(state="published")
    head = head_of_database()
    assert check(app, "--head", str(head))[0] == 0
    unguard("audit_no_delete")
    db.session.execute(text("DELETE FROM audit_events WHERE id > 7"))
    db.session.commit()
    status, output = check(app)
    assert status == 1
    assert f"entry {head.number if head else 0} is missing: the log was cut" in output
    (home(app) / heads.FILE).unlink()
    assert "is missing" not in check(app)[1]
    assert "is missing: the log was cut" in check(app, "--head", str(head))[1]


def test_a_chain_that_was_computed_anew_is_found(app: Flask) -> None:
    make_edition(state="published")
    head = head_of_database()
    unguard("audit_no_update")
    previous = START
    for event in db.session.scalars(select(Event).order_by(Event.id)).all():
        event.actor_name = "Mallory"
        event.previous_sha256 = previous
        fields = {name: getattr(event, name) for name in Event.__table__.columns.keys()}  # noqa: SIM118 - columns
        previous = event.sha256 = digest(previous, fields)
    db.session.commit()
    status, output = check(app, "--head", str(head))
    assert "ok   the audit log is complete" in output
    assert output.count("recomputed") > 1
    assert status == 1


def test_a_database_that_lacks_the_newest_act_is_not_ready(app: Flask) -> None:
    make_claim()
    assert "head" not in app.test_client().get("/readyz").json["unready"]  # type: ignore[index]
    heads.append(home(app), Head(99, "a" * 64))
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert "lacks entries 3 to 99" in answer.json["unready"]["head"]  # type: ignore[index]


@pytest.mark.parametrize("wrong", ["7", "7:abc", f"x:{'0' * 64}", f"7:{'0' * 65}"])
def test_what_is_no_head_is_refused(app: Flask, wrong: str) -> None:
    status, output = check(app, "--head", wrong)
    assert status == 2
    assert "NUMBER:SHA256" in output


def test_lines_of_many_threads_never_mix(tmp_path: Path) -> None:
    def write(thread: int) -> None:
        for number in range(50):
            heads.append(tmp_path, Head(thread * 50 + number, "a" * 64), {("verdicts.slug", f"ä-{number}"): 1})

    threads = [threading.Thread(target=write, args=(thread,)) for thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = list(heads.lines(tmp_path))
    assert sorted(line.head.number for line in found) == list(range(400))
    assert {len(line.numbers) for line in found} == {1}
    heads.append(tmp_path, Head(400, "b" * 64))
    assert heads.last(tmp_path) == Head(400, "b" * 64)


def test_a_torn_line_is_left_out(tmp_path: Path) -> None:
    heads.append(tmp_path, Head(1, "a" * 64))
    with (tmp_path / heads.FILE).open("a") as file:
        file.write("2:bbbb")
    assert heads.last(tmp_path) == Head(1, "a" * 64)

"""The way back to a backup: the gap is in the log, and nothing that readers have seen is given out twice."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from factcheck.articles.models import Article
from factcheck.audit import given_out, heads
from factcheck.audit.models import Event
from factcheck.audit.restoring import RESTORE, head_of_database
from factcheck.backup.copying import copy
from factcheck.backup.elsewhere import installation
from factcheck.backup.making import make
from factcheck.claims.models import Claim
from factcheck.db import db, numbering
from factcheck.db.sqlite import sqlite_module
from factcheck.evidence.models import Evidence
from factcheck.hashing import sha256_hex
from factcheck.health.alarms import alarms_of_app
from factcheck.integrity.starting import examine
from factcheck.storage import store
from factcheck.storage.models import StoredFile
from factcheck.verdicts.models import Edition, Verdict
from tests.databases import IS_POSTGRESQL, MIGRATED, Database, States
from tests.factories import make_article, make_claim, make_correction, make_edition, make_evidence

Way = Callable[[], str]


@pytest.fixture
def first(app: Flask) -> Edition:
    """What readers see before and after."""
    return make_edition(state="published")


WAYS = [pytest.param("by the command", marks=pytest.mark.on_sqlite), "by hand, found at the start"]


@pytest.fixture(params=WAYS)
def older(request: pytest.FixtureRequest, first: Edition, app: Flask, tmp_path: Path, states: States) -> Iterator[Way]:
    """Keep what is stored now; the function that is answered puts it back."""
    home, backup = app.extensions["settings"].home, tmp_path / "backup.sqlite3"
    database = Path(db.engine.url.database or "")
    by_command, state = request.param == "by the command", f"older_{len(request.node.name)}"
    if IS_POSTGRESQL:
        states.keep(state)
    elif by_command:
        assert app.test_cli_runner().invoke(args=["factcheck", "backup", str(backup)]).exit_code == 0
    else:
        copy(database, backup)

    def restore() -> str:
        written = (home / heads.FILE).read_bytes()
        db.session.remove()
        db.engine.dispose()
        if by_command:
            answer = app.test_cli_runner().invoke(args=["factcheck", "restore", str(backup)])
            assert answer.exit_code == 0, answer.output
            return answer.output
        if IS_POSTGRESQL:
            states.put_back(state)
            (home / heads.FILE).write_bytes(written)
            answer = app.test_cli_runner().invoke(args=["factcheck", "restore"])
            return answer.output
        for suffix in ("-wal", "-shm"):
            Path(f"{database}{suffix}").unlink(missing_ok=True)
        shutil.copy(backup, database)
        examine(app.extensions["settings"])
        return ""

    yield restore
    numbering.forget()
    alarms_of_app().remove("restored")
    for kept in home.glob("before-restore-*"):
        kept.unlink()


def highest(column: object) -> int:
    return db.session.scalar(select(func.max(column))) or 0  # type: ignore[arg-type]


def test_no_number_that_readers_have_seen_is_given_out_twice(app: Flask, first: Edition, older: Way) -> None:
    first = db.session.get_one(Edition, first.id)  # keeping a state may have ended the session
    make_correction(first, "true", state="published")
    make_evidence(first.verdict.claim)
    other = make_claim(version=make_article("Another text says that ice is warm."), words="ice is warm")
    make_edition(claim=other, state="published")
    claim_id = first.verdict.claim_id
    kinds = (Claim.id, Article.id, Edition.id, Evidence.id, Verdict.id, Event.id, Edition.number)
    before = [highest(kind) for kind in kinds]
    number = highest(Evidence.number)
    older()
    db.session.expire_all()
    assert db.session.scalar(select(func.count()).select_from(Claim)) == 1
    claim = db.session.get_one(Claim, claim_id)
    verdict = db.session.scalars(select(Verdict)).one()
    evidence = make_evidence(claim)
    fresh = make_correction(verdict.editions[-1], "true", state="published")
    again = make_claim(version=make_article("A third text says that ice is warm."), words="ice is warm")
    twin = make_edition(claim=again, state="published")
    assert evidence.number > number
    assert fresh.number > before[-1]
    assert min(again.id, twin.verdict.claim_id) > before[0]
    assert twin.verdict.id > before[4]
    assert min(fresh.id, twin.id) > before[2]
    assert evidence.id > before[3]
    assert db.session.scalar(select(func.min(Article.id)).where(Article.id > 1)) > before[1]
    assert db.session.scalar(select(func.min(Event.id)).where(Event.action == RESTORE)) > before[5]


def test_an_address_that_readers_have_seen_is_not_given_to_another_claim(app: Flask) -> None:
    assert given_out.keep({("verdicts.slug", "the-harbour-opens-in-september"): 1})
    assert make_edition(state="published").verdict.slug == "the-harbour-opens-in-september-1"


def test_the_gap_is_in_the_log_in_a_banner_and_in_the_check(app: Flask, first: Edition, older: Way) -> None:
    make_claim(version=make_article("Another text says that ice is warm."), words="ice is warm")
    lost = head_of_database()
    assert lost is not None
    output = older()
    assert not output or f"lacks entries 10 to {lost.number}" in output
    gap = db.session.scalars(select(Event).where(Event.action == RESTORE)).one()
    assert gap.after is not None
    assert (gap.after["lost_from"], gap.after["lost_to"], gap.after["lost_sha256"]) == (10, lost.number, lost.sha256)
    assert [alarm.key for alarm in alarms_of_app().current()] == ["restored"]
    answer = app.test_cli_runner().invoke(args=["factcheck", "check", "--head", str(lost)])
    assert answer.exit_code == 0, answer.output
    assert f"a restore lost entries 10 to {lost.number}" in answer.output


@pytest.mark.on_postgresql
def test_an_empty_postgresql_is_filled_and_the_gap_is_marked(app: Flask, database: Database, tmp_path: Path) -> None:
    first = make_edition(state="published")
    make(tmp_path / "copy")
    make_correction(first, "true", state="published")
    lost = head_of_database()
    assert lost is not None
    (tmp_path / "home").mkdir()
    shutil.copy(app.extensions["settings"].home / heads.FILE, tmp_path / "home" / heads.FILE)
    with installation(tmp_path / "home", database.another(MIGRATED, "filled")) as other:
        answer = other.test_cli_runner().invoke(args=["factcheck", "restore", str(tmp_path / "copy")])
        assert answer.exit_code == 0, answer.output
        assert f"lacks entries 10 to {lost.number}" in answer.output
        gap = db.session.scalars(select(Event).where(Event.action == RESTORE)).one()
        assert (gap.after or {})["lost_to"] == lost.number
        assert gap.id > lost.number
        assert db.session.scalar(select(func.count()).select_from(Claim)) == 1
        raw = db.session.scalars(select(StoredFile.sha256)).one()
        assert sha256_hex(store.get(raw)) == raw
        db.session.remove()
        answer = other.test_cli_runner().invoke(args=["factcheck", "check"])
        assert answer.exit_code == 0, answer.output


@pytest.mark.on_sqlite
def test_a_database_alone_as_older_backups_are_is_restored_as_well(app: Flask, tmp_path: Path) -> None:
    make_claim()
    copy(Path(db.engine.url.database or ""), tmp_path / "old.sqlite3")
    make_edition()
    db.session.remove()
    db.engine.dispose()
    answer = app.test_cli_runner().invoke(args=["factcheck", "restore", str(tmp_path / "old.sqlite3")])
    assert answer.exit_code == 0, answer.output
    assert db.session.scalar(select(func.count()).select_from(Edition)) == 0
    for kept in app.extensions["settings"].home.glob("before-restore-*"):
        kept.unlink()
    numbering.forget()
    alarms_of_app().remove("restored")


@pytest.mark.on_sqlite
def test_what_was_there_is_kept_and_what_is_no_backup_is_refused(app: Flask, tmp_path: Path) -> None:
    make_claim()
    backup, home = tmp_path / "backup.sqlite3", app.extensions["settings"].home
    runner = app.test_cli_runner()
    assert runner.invoke(args=["factcheck", "backup", str(backup)]).exit_code == 0
    answer = runner.invoke(args=["factcheck", "restore", __file__])
    assert (answer.exit_code, "isn't a backup of Factcheck" in answer.output) == (1, True)
    make_edition()
    db.session.remove()
    db.engine.dispose()
    assert runner.invoke(args=["factcheck", "restore", str(backup)]).exit_code == 0
    (kept,) = home.glob("before-restore-*.sqlite3")
    assert kept.stat().st_size > 0
    kept.unlink()
    numbering.forget()
    alarms_of_app().remove("restored")


@pytest.mark.on_sqlite
def test_a_database_in_use_is_not_replaced(app: Flask, tmp_path: Path) -> None:
    make_claim()
    backup = tmp_path / "backup.sqlite3"
    runner = app.test_cli_runner()
    assert runner.invoke(args=["factcheck", "backup", str(backup)]).exit_code == 0
    server = sqlite_module().connect(db.engine.url.database)
    server.execute("SELECT count(*) FROM claims").fetchone()
    answer = runner.invoke(args=["factcheck", "restore", str(backup)])
    server.close()
    assert (answer.exit_code, "Stop the server first" in answer.output) == (1, True)
    for kept in app.extensions["settings"].home.glob("before-restore-*"):
        kept.unlink()


def test_a_start_with_the_newest_database_marks_nothing(app: Flask) -> None:
    make_claim()
    examine(app.extensions["settings"])
    examine(app.extensions["settings"])
    actions = db.session.scalars(select(Event.action).where(Event.subject_type == "record")).all()
    assert actions == ["log:baseline-rows", "log:baseline"]
    assert db.session.execute(text("SELECT count(*) FROM given_out")).scalar() == 0

"""The check of every night, and the banner that it raises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text, update

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.health.alarms import alarms_of_app
from factcheck.integrity import nightly
from factcheck.integrity.nightly import JOB, next_time
from factcheck.jobs.models import Job, JobState
from factcheck.jobs.worker import run_due
from tests.factories import make_claim, make_edition, make_user, sign_in


@pytest.fixture(autouse=True)
def quiet(app: Flask) -> Iterator[None]:
    yield
    for key in (nightly.BROKEN, nightly.DAMAGED):
        alarms_of_app().remove(key)


def night() -> None:
    """Let the scheduled check be due now, and do it."""
    nightly.schedule()
    db.session.execute(update(Job).where(Job.state == JobState.QUEUED).values(lease_until=datetime.now(UTC)))
    db.session.commit()
    run_due()


def keys() -> list[str]:
    return [alarm.key for alarm in alarms_of_app().current()]


def test_it_waits_for_its_hour_and_is_asked_for_once(app: Flask) -> None:
    nightly.schedule()
    nightly.schedule()
    db.session.commit()
    assert run_due() == 0
    assert db.session.scalar(select(func.count()).select_from(Job)) == 1


def test_it_asks_for_its_successor_when_it_ends(app: Flask) -> None:
    make_edition(state="published")
    night()
    done, waiting = db.session.scalars(select(Job).order_by(Job.id))
    assert (done.state, done.error, waiting.state, waiting.name) == (JobState.DONE, "", JobState.QUEUED, JOB)
    assert waiting.lease_until is not None
    assert waiting.lease_until > datetime.now(UTC)
    assert keys() == []


def test_what_it_finds_stands_in_a_banner_with_the_command_until_it_is_mended(app: Flask, client: FlaskClient) -> None:
    make_claim()
    db.session.execute(text("UPDATE claims SET statement = 'The moon is cheese'"))
    db.session.commit()
    night()
    page = sign_in(client, make_user("Ada", Role.ADMIN)).get("/articles").text
    assert "found problems in the stored data (1): claims 1: statement is" in page
    assert "factcheck check" in page
    assert "problems in the stored data" not in sign_in(app.test_client(), make_user("Rita")).get("/articles").text
    db.session.execute(text("UPDATE claims SET statement = 'The harbour opens in May'"))
    db.session.commit()
    night()
    assert keys() == []


def test_the_command_raises_and_clears_the_same_alarm(app: Flask) -> None:
    make_claim()
    db.session.execute(text("UPDATE claims SET place = 'Åbo'"))
    db.session.commit()
    runner = app.test_cli_runner()
    assert runner.invoke(args=["factcheck", "check"]).exit_code == 1
    assert keys() == [nightly.BROKEN]
    assert runner.invoke(args=["factcheck", "check", "--accept", "mended"]).exit_code == 0
    assert keys() == []


def test_a_damaged_page_has_an_alarm_of_its_own_that_says_what_to_restore(app: Flask) -> None:
    nightly.tell({"the database has no damaged page": ["row 3 missing from index ix_claims"]})
    (broken, damaged) = sorted(alarms_of_app().current(), key=lambda it: it.key)
    assert broken.key == nightly.BROKEN
    assert "row 3 missing from index ix_claims" in damaged.message
    assert damaged.command == "factcheck restore FILE"


@pytest.mark.parametrize(("hour", "hours"), [(0, 2), (1, 1), (2, 24), (23, 3)])
def test_the_next_time_is_the_next_night(hour: int, hours: int) -> None:
    now = datetime(2026, 11, 28, hour, tzinfo=UTC)
    assert next_time(now) - now == timedelta(hours=hours)

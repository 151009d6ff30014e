"""What the database refuses because of somebody else begins again, as if for the first time; then it says so."""

from __future__ import annotations

import io
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask, flash, g, request, session
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from factcheck.accounts.models import User
from factcheck.db import db, slow
from factcheck.web.guards.body_limits import takes_uploads
from factcheck.web.transactions.retry import TRIES
from tests.factories import make_user, post, sign_in

TWIN = IntegrityError("INSERT", {}, psycopg.errors.UniqueViolation("twin"))
DEADLOCK = OperationalError("UPDATE", {}, psycopg.errors.DeadlockDetected("deadlock"))
RULE = IntegrityError("INSERT", {}, psycopg.errors.ForeignKeyViolation("no such row"))
ENDPOINT, URL = "claims.archive", "/claims/1/archive"


class Trial:
    """A view that fails so many times, and notes what it finds each time."""

    def __init__(self, app: Flask) -> None:
        self.failures: list[Exception] = []
        self.found: list[tuple[object, ...]] = []
        self.app = app

    def __call__(self, claim_id: int) -> str:
        file = request.files.get("file")
        found = ("seen" in session, session.get("_flashes"), "seen" in g, file.read() if file else b"")
        self.found.append((*found, g.user.name, slow.is_writing()))
        session["seen"] = g.seen = True
        flash("done")
        db.session.query(User).update({"name": "Somebody"})
        if self.failures:
            raise self.failures.pop(0)
        db.session.commit()
        return "done"


@pytest.fixture
def trial(app: Flask) -> Iterator[Trial]:
    """Stands in for a view of ours, so that everything before and after it is as it is."""
    view, trial = app.view_functions[ENDPOINT], Trial(app)
    app.view_functions[ENDPOINT] = takes_uploads(trial)
    yield trial
    app.view_functions[ENDPOINT] = view


@pytest.fixture
def rita(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Rita"))


@pytest.mark.parametrize("error", [TWIN, DEADLOCK, StaleDataError("changed")], ids=["twin", "deadlock", "stale"])
def test_the_view_runs_again_as_if_for_the_first_time(trial: Trial, rita: FlaskClient, error: Exception) -> None:
    trial.failures = [error]
    answer = post(rita, URL, file=(io.BytesIO(b"a file"), "file.txt"))
    assert (answer.status_code, answer.text) == (200, "done")
    first, second = trial.found
    assert second == first
    assert first == (False, None, False, b"a file", "Rita", True)
    with rita.session_transaction() as kept:
        assert len(kept["_flashes"]) == 1


def test_somebody_who_was_beaten_thrice_is_told_so(trial: Trial, rita: FlaskClient) -> None:
    trial.failures = [TWIN] * TRIES
    answer = post(rita, URL)
    assert answer.status_code == 409
    assert "Somebody else saved the same thing at the same time" in answer.text
    assert len(trial.found) == TRIES
    assert db.session.query(User).one().name == "Rita"


def test_who_can_not_be_served_is_asked_to_come_again(trial: Trial, rita: FlaskClient) -> None:
    trial.failures = [DEADLOCK] * TRIES
    answer = post(rita, URL)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")


def test_what_another_try_would_not_mend_is_not_tried_again(trial: Trial, rita: FlaskClient) -> None:
    trial.failures = [RULE]
    assert post(rita, URL).status_code == 500
    assert len(trial.found) == 1

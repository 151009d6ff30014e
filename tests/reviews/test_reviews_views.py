"""Reviews over HTTP: blind in page, fragment and JSON alike."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.db import db, utcnow
from factcheck.reviews.models import Assignment, Review
from factcheck.web.filters import day_in_words
from tests.factories import make_claim, make_evidence, make_user, post, sign_in

FORM = {"rating": "false", "rationale": "RITA-SAYS so [1].", "confidence": "high"}
WAYS: list[dict[str, str]] = [
    {"Accept": "text/html"},
    {"HX-Request": "true", "HX-Request-Type": "partial"},
    {"Accept": "application/json"},
]


@pytest.fixture
def reviewed(app: Flask) -> str:
    """The address of a claim that Rita has reviewed."""
    claim = make_claim()
    make_evidence(claim)
    rita = sign_in(app.test_client(), make_user("Rita"))
    assert post(rita, f"/claims/{claim.id}/reviews/new", **FORM).status_code == 303
    return f"/claims/{claim.id}"


@pytest.mark.parametrize("headers", WAYS)
def test_nothing_of_anothers_review_is_sent_before_ones_own(app: Flask, reviewed: str, headers: dict[str, str]) -> None:
    rob = sign_in(app.test_client(), make_user("Rob"))
    for url in (f"{reviewed}/reviews", reviewed, f"{reviewed}/reviews/new", f"{reviewed}/verdict", "/"):
        text = rob.get(url, headers=headers).text
        assert "RITA-SAYS" not in text
        assert 'data-rating="false"' not in text.replace('radio-card" data-rating="false"', "")
    post(rob, f"{reviewed}/reviews/new", **{**FORM, "rationale": "Mine [1]."})
    assert "RITA-SAYS" in rob.get(f"{reviewed}/reviews", headers=headers).text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rating": ""}, "Choose a rating"),
        ({"rating": "bogus"}, "Not a valid choice"),
        ({"rationale": ""}, "Explain why"),
        ({"rationale": "See [9]."}, "has the number [9]"),
        ({"rationale": "x" * 10_001}, "10000"),
        ({"confidence": ""}, "How sure"),
    ],
)
def test_a_refused_review_is_kept_in_the_form(app: Flask, reviewed: str, change: dict[str, str], words: str) -> None:
    rob = sign_in(app.test_client(), make_user("Rob"))
    answer = post(rob, f"{reviewed}/reviews/new", **{**FORM, "rationale": "KEPT [1]", **change})
    assert answer.status_code == 422
    assert words in answer.text
    assert change.get("rationale", "KEPT") in answer.text
    assert db.session.query(Review).count() == 1


def test_an_editor_asks_for_a_review_and_the_desk_shows_it(app: Flask, reviewed: str) -> None:
    edda = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    rob = make_user("Rob")
    due = utcnow().date() + timedelta(days=3)
    asked = post(edda, f"{reviewed}/assignments", reviewer=rob.id, due_on=due.isoformat())
    assert asked.status_code == 303
    desk = sign_in(app.test_client(), rob).get("/").text
    assert "To rate" in desk
    assert day_in_words(due) in desk
    for wrong, words in (
        ({"reviewer": 99}, "Not a valid choice"),
        ({"reviewer": rob.id, "due_on": "soon"}, "Enter a date as YYYY-MM-DD"),
        ({"reviewer": rob.id, "due_on": "2026-06-05"}, "This date has passed"),
    ):
        refused = post(edda, f"{reviewed}/assignments", **wrong)
        assert (refused.status_code, words in refused.text) == (422, True)
    assert db.session.query(Assignment).count() == 1


def test_a_reviewer_may_not_assign(app: Flask, reviewed: str) -> None:
    rob: FlaskClient = sign_in(app.test_client(), make_user("Rob"))
    assert post(rob, f"{reviewed}/assignments", reviewer=1).status_code == 403


def test_an_empty_choice_has_one_message(app: Flask, reviewed: str) -> None:
    rob = sign_in(app.test_client(), make_user("Rob"))
    answer = post(rob, f"{reviewed}/reviews/new", rating="", rationale="Why", confidence="")
    assert "Choose a rating." in answer.text
    assert "Choose how sure you are." in answer.text
    assert "Not a valid choice" not in answer.text

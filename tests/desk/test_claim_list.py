"""What the list of claims shows of other rooms, in which order, and what it costs."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from tests.factories import make_article, make_claim, make_edition, make_evidence, make_user, rating, sign_in

MANY = "\n\n".join(f"This is sentence number {number}." for number in range(1, 26))


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def test_a_row_shows_article_evidence_and_who_owes_a_review(rita: FlaskClient) -> None:
    claim = make_claim()
    page = rita.get("/claims").text
    assert ">Harbour will open in May, mayor says</a>" in page
    assert "of evidence" not in page
    make_evidence(claim)
    reviews.assign(make_user("Edda", Role.EDITOR), claim, make_user("Rob"), None)
    db.session.commit()
    page = rita.get("/claims").text
    assert "1 piece of evidence" in page
    assert "to be rated by Rob" in page


def test_a_decided_claim_shows_its_rating(rita: FlaskClient) -> None:
    make_edition(state="published", rated="mixed")
    assert 'data-rating="mixed"' in rita.get("/claims").text


def test_the_claims_of_each_state_are_counted_and_can_be_ordered(rita: FlaskClient) -> None:
    version = make_article(MANY, "Many sentences")
    first, second = (make_claim(f"sentence number {number}.", version) for number in (1, 2))
    reviews.submit(make_user("Rob"), second, rating(), "Read it.", Confidence.HIGH)
    db.session.commit()
    page = rita.get("/claims").text
    assert 'Claims <span class="count">2</span>' in page
    assert re.findall(r'state=([a-z-]+)">[A-Z][a-z ]+</a> (\d+)', page) == [("open", "1"), ("in-review", "1")]
    for path, order in (("/claims", [second.id, first.id]), ("/claims?sort=oldest", [first.id, second.id])):
        assert [int(it) for it in re.findall(r'class="title"><a href="/claims/(\d+)"', rita.get(path).text)] == order


def test_the_list_asks_no_more_for_many_claims_than_for_few(rita: FlaskClient) -> None:
    version, counts = make_article(MANY, "Many sentences"), []
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for numbers in (range(1, 4), range(4, 12)):
        for number in numbers:
            make_evidence(make_claim(f"sentence number {number}.", version))
        asked.clear()
        rita.get("/claims")
        counts.append(len([statement for statement in asked if statement.startswith("SELECT")]))
    assert counts[0] == counts[1]

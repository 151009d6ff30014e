"""Recent activity, and the bar of an article's progress."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from factcheck.db import db
from tests.factories import make_article, make_claim, make_edition, make_evidence, make_user, sign_in

MANY = "\n\n".join(f"This is sentence number {number}." for number in range(1, 26))


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def test_recent_activity_says_which_words_it_was_about(rita: FlaskClient) -> None:
    make_claim()
    page = rita.get("/undo").text
    assert 'href="/claims/1"' in page
    assert ">The harbour" in page
    assert ">Harbour will open in May, mayor says</bdi>" in page


def test_recent_activity_asks_no_more_for_many_events_than_for_few(rita: FlaskClient) -> None:
    version, counts = make_article(MANY, "Many sentences"), []
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for numbers in (range(1, 4), range(4, 12)):
        for number in numbers:
            make_evidence(make_claim(f"sentence number {number}.", version))
        asked.clear()
        rita.get("/undo")
        counts.append(len([statement for statement in asked if statement.startswith("SELECT")]))
    assert counts[0] == counts[1]


def test_an_article_shows_its_progress_as_one_bar_of_its_claims(rita: FlaskClient) -> None:
    version = make_article(MANY, "Many sentences")
    make_edition(state="published", claim=make_claim("sentence number 1.", version))
    for number in (2, 3):
        make_claim(f"sentence number {number}.", version)
    page = rita.get("/articles").text
    parts = re.findall(r'<rect data-part="([a-z-]+)" x="(\d+)" width="(\d+)"', page)
    assert parts == [("published", "0", "1"), ("open", "1", "2")]
    assert "1 of 3 claims published" in page

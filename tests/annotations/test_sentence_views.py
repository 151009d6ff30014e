"""Choosing words of an article from a list of its sentences."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from factcheck.annotations.models import Target
from factcheck.db import db
from tests.factories import TEXT, make_article, make_claim, make_user, post, sign_in


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    make_claim("The harbour will open in May", make_article())
    return sign_in(client, make_user("Rita"))


def follow(client: FlaskClient, asked: str) -> TestResponse:
    """The page that a choice leads to."""
    answer = client.get(f"/articles/1/sentences?{asked}")
    return client.get(answer.location) if answer.location else answer


def test_every_sentence_is_offered_with_the_claims_on_it(rita: FlaskClient) -> None:
    page = rita.get("/articles/1/sentences").text
    places = [tuple(map(int, it)) for it in re.findall(r'name="at" value="(\d+)-(\d+)"', page)]
    assert "Costs were halved" in TEXT[slice(*places[-1])]
    assert "claim 1, open" in page


def test_chosen_sentences_become_the_words_of_a_claim_at_their_places(rita: FlaskClient) -> None:
    page = rita.get("/articles/1/sentences").text
    places = re.findall(r'name="at" value="([\d-]+)"', page)
    answer = follow(rita, f"at={places[0]}&at={places[-1]}")
    hints = re.search(r'name="hints" type="hidden" value="([\d ]+)"', answer.text)
    exact = "\n[…]\n".join(TEXT[slice(*map(int, it.split("-")))] for it in (places[0], places[-1]))
    form = {"statement": "Both", "kind": "checkable", "claimant_kind": "person", "hints": hints[1]}
    assert post(rita, "/articles/1/claims", exact=exact, **form).status_code == 303
    parts = db.session.scalars(select(Target).where(Target.annotation_id == 2).order_by(Target.position)).all()
    assert [f"{it.start}-{it.end}" for it in parts] == [places[0], places[-1]]


@pytest.mark.parametrize("asked", ["at=x", "at=99999-99999", "at=5-5"])
def test_what_is_no_sentence_is_refused_in_words(rita: FlaskClient, asked: str) -> None:
    answer = follow(rita, asked)
    assert "Select 1 to 20 passages" in answer.text

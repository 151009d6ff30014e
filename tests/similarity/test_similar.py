"""Existing claims that are similar to selected words, and marks with several targets."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.anchoring.selectors import Quote
from factcheck.annotations.forms import JoinForm
from factcheck.annotations.models import Target
from factcheck.db import db
from tests.factories import TEXT, make_article, make_claim, make_edition, make_user, post, sign_in

OTHER = "Somewhere else\n\nThe harbour of Tarnby will open in May, the mayor of the town said on Monday morning."


def asked(client: FlaskClient, article_id: int, exact: str, hint: int) -> str:
    return client.get(f"/articles/{article_id}/similar", query_string={"exact": exact, "hint": hint}).text


def test_words_that_are_marked_already_name_their_claim(app: Flask, client: FlaskClient) -> None:
    claim = make_claim("The harbour will open in May", make_article())
    rita = sign_in(client, make_user("Rita"))
    text = asked(rita, 1, "in May, mayor Signe", TEXT.index("in May, mayor Signe"))
    assert f'Already highlighted as <a href="#claim-{claim.id}">claim {claim.id}</a>' in text
    assert f'data-joins="{claim.id}"' in text
    assert asked(rita, 1, "Costs were halved", TEXT.index("Costs were halved")).strip() == ""


def test_words_like_a_claim_of_another_article_name_it_with_its_rating(app: Flask, client: FlaskClient) -> None:
    make_edition(state="published", claim=make_claim("The harbour will open in May", make_article()))
    other = make_article(OTHER, "Somewhere else")
    rita = sign_in(client, make_user("Rita"))
    exact = "The harbour of Tarnby will open in May"
    text = asked(rita, other.article_id, exact, OTHER.index(exact))
    assert "Very similar to" in text
    assert "checked: false" in text
    assert asked(rita, other.article_id, "The harbour", OTHER.index("The harbour")).strip() == ""  # too short to say so


def test_a_claim_that_was_offered_is_chosen_on_the_page_that_joins(app: Flask, client: FlaskClient) -> None:
    first = make_claim("The harbour will open in May", make_article())
    other = make_article(OTHER, "Somewhere else")
    for _ in range(21):  # more than the page lists
        make_claim("the mayor of the town said", other)
    page = sign_in(client, make_user("Rita")).get(f"/articles/{other.article_id}/join?claim_id={first.id}").text
    assert f'value="{first.id}" checked' in page


def test_each_of_several_runs_is_tied_where_it_was_selected(app: Flask, client: FlaskClient) -> None:
    version = make_article("No.\n\nHe said no. She said no. They said no.", "No and no")
    first, last = (version.text.index(words) for words in ("said no. She", "said no. They"))
    form = {"statement": "They said no", "kind": "checkable", "claimant_kind": "person"}
    exact = "said no\n[…]\nsaid no"
    rita = sign_in(client, make_user("Rita"))
    assert post(rita, "/articles/1/claims", **form, exact=exact, hints=f"{first}").status_code == 422
    assert post(rita, "/articles/1/claims", **form, exact=exact, hints="x").status_code == 422
    answer = post(rita, "/articles/1/claims", **form, exact=exact, hints=f"{first} {last}")
    assert answer.status_code == 303
    assert list(db.session.scalars(select(Target.start).order_by(Target.position))) == [first, last]


def test_hints_count_only_while_there_is_one_for_each_run() -> None:
    form = JoinForm(data={"exact": "one\n[…]\ntwo", "hints": "3 9"})
    assert form.quotes() == [Quote("one", hint=3), Quote("two", hint=9)]
    form.hints.data = "3"
    assert form.quotes() == [Quote("one"), Quote("two")]

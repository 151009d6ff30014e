"""The names that the field of the claimant offers."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from factcheck.annotations.queries import claimants_in
from factcheck.db import db
from tests.factories import make_claim, make_user, sign_in


@pytest.mark.parametrize(("typed", "is_offered"), [("holt", True), ("SIGNE", True), ("Lind", False), ("%", False)])
def test_names_that_contain_what_is_typed_are_offered(client: FlaskClient, typed: str, is_offered: bool) -> None:
    make_claim()
    page = sign_in(client, make_user("Rita")).get("/claimants", query_string={"claimant_name": typed}).text
    assert ('value="Signe Holt"' in page) is is_offered


def test_nothing_is_offered_before_something_is_typed(client: FlaskClient) -> None:
    make_claim()
    assert "option" not in sign_in(client, make_user("Rita")).get("/claimants").text


def test_the_claimants_of_an_article_are_offered_beside_its_form(client: FlaskClient) -> None:
    claim = make_claim()
    article_id = claim.annotations[0].article_id
    assert [it.name for it in db.session.scalars(claimants_in(article_id))] == ["Signe Holt"]
    assert "&#34;claimant_role&#34;" not in (
        page := sign_in(client, make_user("Rita")).get(f"/articles/{article_id}").text
    )
    assert '"claimant_role": "mayor"' in page

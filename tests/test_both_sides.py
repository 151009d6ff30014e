"""The second of two conflicting writes gets 409 with both sides: a page with everything typed, or data."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.reviews.models import Review
from tests.factories import hidden, make_claim, make_edition, make_user, post, sign_in

JSON = {"Accept": "application/json"}


@pytest.fixture
def rita(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Rita"))


@pytest.fixture
def claim(rita: FlaskClient) -> Claim:
    return make_claim()


def review(rationale: str, seen: str) -> dict[str, str]:
    return {"rating": "false", "rationale": rationale, "confidence": "high", "seen": seen}


def test_a_second_review_from_another_window_is_shown_beside_the_first(rita: FlaskClient, claim: Claim) -> None:
    url = f"/claims/{claim.id}/reviews/new"
    seen = hidden(rita.get(url).text, "seen")
    assert post(rita, url, **review("The permit says September.", seen)).status_code == 303
    refused = post(rita, url, **review("The harbour master says autumn.", seen))
    assert refused.status_code == 409
    assert "The permit says September." in refused.text
    assert "The harbour master says autumn.</textarea>" in refused.text
    assert db.session.query(Review).count() == 1
    now = hidden(refused.text, "seen")
    assert post(rita, url, **review("The harbour master says autumn.", now)).status_code == 303
    assert db.session.query(Review).count() == 2


def test_opening_the_form_again_supersedes_ones_own_review(rita: FlaskClient, claim: Claim) -> None:
    url = f"/claims/{claim.id}/reviews/new"
    for words in ("The permit says September.", "The harbour master says autumn."):
        assert post(rita, url, **review(words, hidden(rita.get(url).text, "seen"))).status_code == 303


def test_programs_get_both_sides_of_a_review(rita: FlaskClient, claim: Claim) -> None:
    url = f"/claims/{claim.id}/reviews/new"
    post(rita, url, **review("The permit says September.", "0"))
    refused = post(rita, url, **review("Not so.", "0"), headers=JSON)
    assert refused.status_code == 409
    assert refused.mimetype == "application/problem+json"
    assert {"field": "rationale", "yours": "Not so.", "theirs": "The permit says September."} in refused.json["sides"]


def verdict(headline: str) -> dict[str, str]:
    return {"rating": "false", "headline": headline, "summary": "In autumn.", "rationale": "The permit says so [1]."}


def test_a_second_first_verdict_is_shown_beside_the_first(app: Flask) -> None:
    edition = make_edition(state="draft")
    elsa = sign_in(app.test_client(), make_user("Elsa", Role.EDITOR))
    url = f"/claims/{edition.verdict.claim_id}/verdict/new"
    post(elsa, f"/claims/{edition.verdict.claim_id}/reviews/new", **review("So it says [1].", "0"))
    refused = post(elsa, url, **verdict("Not before autumn"))
    assert refused.status_code == 409
    assert "The harbour opens in September" in refused.text
    assert "Not before autumn" in refused.text
    told = post(elsa, url, **verdict("Not before autumn"), headers=JSON)
    assert told.status_code == 409
    sides = {it["field"]: (it["yours"], it["theirs"]) for it in told.json["sides"]}
    assert sides["headline"] == ("Not before autumn", "The harbour opens in September")


def test_a_hidden_draft_of_another_is_not_shown_and_typed_words_are_kept(app: Flask) -> None:
    edition = make_edition(state="draft")
    edition.verdict.claim.kind  # noqa: B018 - loaded
    ellen = sign_in(app.test_client(), make_user("Ellen", Role.EDITOR))
    claim_id = edition.verdict.claim_id
    post(sign_in(app.test_client(), make_user("Edda")), f"/claims/{claim_id}/assignments", reviewer=_id("Ellen"))
    refused = post(ellen, f"/claims/{claim_id}/verdict/new", **verdict("Not before autumn"))
    assert refused.status_code == 409
    assert "Not before autumn" in refused.text
    assert "The harbour opens in September" not in refused.text
    told = post(ellen, f"/claims/{claim_id}/verdict/new", **verdict("Not before autumn"), headers=JSON)
    assert "The harbour opens in September" not in told.text


def _id(name: str) -> str:
    return str(make_user(name, Role.EDITOR).id)


def test_programs_get_both_sides_of_an_edit(rita: FlaskClient, claim: Claim) -> None:
    url = f"/claims/{claim.id}/edit"
    page = rita.get(url).text
    form = {name: hidden(page, name) for name in ("revision", "base")}
    claims.edit(make_user("Rob"), claim, claims.ClaimDetails("It opens late in May"), claim.revision)
    db.session.commit()
    mine = {"statement": "It opens in spring", "kind": "checkable", "claimant_kind": "person"}
    refused = post(rita, url, **mine, **form, headers=JSON)
    assert refused.status_code == 409
    assert refused.mimetype == "application/problem+json"
    sides = {it["field"]: it for it in refused.json["sides"]}
    assert sides["statement"]["yours"] == "It opens in spring"
    assert sides["statement"]["theirs"] == "It opens late in May"

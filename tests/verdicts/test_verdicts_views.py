"""Verdicts over HTTP: the editor, the requirements, the decision, and what a stale page gets."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.claims import service as claims
from factcheck.claims.service import ClaimDetails
from factcheck.db import db
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.verdicts.models import Edition
from tests.factories import (
    hidden,
    make_claim,
    make_edition,
    make_evidence,
    make_user,
    post,
    rating,
    shown_on,
    sign_in,
)

FORM = {
    "rating": "false",
    "headline": "It opens in September",
    "summary": "Not in May.",
    "rationale": "It says so [1].",
}


@pytest.fixture
def emil(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Emil", Role.EDITOR))


@pytest.fixture
def edda(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Edda", Role.EDITOR))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rating": ""}, "Choose a rating"),
        ({"headline": ""}, "Enter the headline"),
        ({"headline": "x" * 111}, "110"),
        ({"summary": " "}, "Enter the summary"),
        ({"rationale": ""}, "Explain why"),
        ({"rationale": "See [8]."}, "has the number [8]"),
    ],
)
def test_a_refused_verdict_is_kept_in_the_form(edda: FlaskClient, change: dict[str, str], words: str) -> None:
    claim = make_claim()
    make_evidence(claim)
    answer = post(edda, f"/claims/{claim.id}/verdict/new", **{**FORM, "would_change": "KEPT", **change})
    assert answer.status_code == 422
    assert words in answer.text
    assert "KEPT" in answer.text
    assert db.session.query(Edition).count() == 0


@pytest.mark.parametrize(("reason", "words"), [("", "Enter what should"), ("x" * 2001, "2,000")])
def test_sending_back_needs_reasons_that_are_kept(emil: FlaskClient, reason: str, words: str) -> None:
    edition = make_edition()
    answer = post(emil, f"/editions/{edition.id}/send-back", **shown_on(emil, edition.id), reason=reason)
    assert answer.status_code == 422
    assert words in answer.text
    assert reason in answer.text
    assert db.session.get_one(Edition, edition.id).state == "submitted"


@pytest.mark.parametrize("act", ["approve", "send-back", "submit"])
def test_an_act_on_a_stale_page_is_refused(app: Flask, emil: FlaskClient, edda: FlaskClient, act: str) -> None:
    edition = make_edition(state="draft" if act == "submit" else "submitted")
    client = edda if act == "submit" else emil
    seen = shown_on(client, edition.id)
    stale = post(client, f"/editions/{edition.id}/{act}", **{**seen, "revision": edition.revision - 1}, reason="WHY?")
    assert stale.status_code == 409
    assert "changed since you opened the page. Nothing was done" in stale.text
    assert f'name="revision" value="{edition.revision}"' in stale.text
    assert ("WHY?</textarea>" in stale.text) is (act == "send-back")
    asked = post(
        client,
        f"/editions/{edition.id}/{act}",
        **{**seen, "revision": 0, "reason": "?"},
        headers={"Accept": "application/json"},
    )
    assert (asked.status_code, asked.json["status"]) == (409, 409)
    assert post(client, f"/editions/{edition.id}/{act}", reason="Why?").status_code == 400


def test_a_stale_draft_is_answered_with_both_texts(edda: FlaskClient) -> None:
    edition = make_edition(state="draft")
    form = {**FORM, "revision": edition.revision}
    assert post(edda, f"/editions/{edition.id}/edit", **form).status_code == 303
    answer = post(edda, f"/editions/{edition.id}/edit", **{**form, "headline": "My headline"})
    assert answer.status_code == 409
    assert "My headline" in answer.text
    assert "It opens in September" in answer.text


def test_ratings_that_both_windows_changed_are_told_and_one_that_the_other_changed_is_taken_over(
    edda: FlaskClient,
) -> None:
    edition = make_edition(state="draft")
    url = f"/editions/{edition.id}/edit"
    page = edda.get(url).text
    form = {**FORM, "revision": hidden(page, "revision"), "base": hidden(page, "base")}
    assert post(edda, url, **{**form, "rating": "mixed"}).status_code == 303
    taken = post(edda, url, **{**form, "headline": "It opens in autumn"})
    assert taken.status_code == 409
    assert re.search(r'<input checked [^>]*value="mixed"', taken.text)
    clash = post(edda, url, **{**form, "rating": "true"})
    assert re.search(r'<input checked [^>]*value="true"', clash.text)
    assert "<del>Mixed</del> <ins>True</ins>" in clash.text
    assert 'theirs is “<span dir="auto">Mixed</span>”' in clash.text


def test_the_page_offers_each_person_what_they_may_do(app: Flask, emil: FlaskClient, edda: FlaskClient) -> None:
    edition = make_edition()
    rita = sign_in(app.test_client(), make_user("Rita"))
    url = f"/editions/{edition.id}"
    assert rita.get(url).status_code == 403
    reviews.submit(make_user("Rita"), edition.verdict.claim, rating(), "The permit says so [1].", Confidence.HIGH)
    db.session.commit()
    assert "Approve and publish" in emil.get(url).text
    for client in (edda, rita):
        page = client.get(url).text
        assert "Approve and publish" not in page
        assert "Awaiting approval" in page


def test_approving_for_later_shows_readers_nothing_until_published(app: Flask, emil: FlaskClient) -> None:
    edition = make_edition()
    post(emil, f"/editions/{edition.id}/approve", **shown_on(emil, edition.id), publish="later")
    reader = app.test_client()
    assert reader.get("/checks/the-harbour-opens-in-september").status_code == 404
    seen = shown_on(emil, edition.id)
    assert post(emil, f"/editions/{edition.id}/publish", **seen).status_code == 303
    assert reader.get("/checks/the-harbour-opens-in-september").status_code == 200
    assert post(emil, f"/editions/{edition.id}/publish", **seen).status_code == 409


def test_days_are_told_in_words_to_readers_and_beforehand(app: Flask, emil: FlaskClient) -> None:
    claim = make_claim()
    said = ClaimDetails(claim.statement, said_on=date(2026, 6, 5))
    claims.edit(make_user("Rita"), claim, said, claim.revision)
    edition = make_edition(state="published", claim=claim)
    for page in (f"/editions/{edition.id}", "/checks/the-harbour-opens-in-september"):
        assert '<time datetime="2026-06-05">5 June 2026</time>' in emil.get(page).text


def test_a_correction_stands_beside_what_it_corrects(app: Flask, emil: FlaskClient, edda: FlaskClient) -> None:
    first = make_edition(state="published")
    url = f"/verdicts/{first.verdict_id}/correct"
    assert "The harbour opens in September" in edda.get(url).text
    without = post(edda, url, **FORM, correction_class="typo", public_note="")
    assert without.status_code == 422
    made = post(edda, url, **FORM, correction_class="clarification", public_note="We named the page.")
    assert made.status_code == 303
    second = db.session.query(Edition).filter_by(number=2).one()
    reader = app.test_client()
    assert "We named the page." not in reader.get("/corrections").text
    post(edda, f"/editions/{second.id}/submit", revision=second.revision)
    second = db.session.get_one(Edition, second.id)
    post(emil, f"/editions/{second.id}/approve", **shown_on(emil, second.id))
    for page in ("/corrections", "/checks/the-harbour-opens-in-september"):
        assert "We named the page." in reader.get(page).text
    assert "It has since been corrected" in reader.get("/checks/the-harbour-opens-in-september/editions/1").text


def test_a_draft_can_be_thrown_away_by_its_author_only(app: Flask, emil: FlaskClient, edda: FlaskClient) -> None:
    edition = make_edition(state="draft")
    assert post(emil, f"/editions/{edition.id}/discard").status_code == 403
    assert post(edda, f"/editions/{edition.id}/discard").status_code == 303
    assert db.session.query(Edition).count() == 0

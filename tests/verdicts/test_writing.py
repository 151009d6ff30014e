"""Writing a verdict: the page that readers would get is drawn from what is typed, and nothing of it is stored."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from factcheck.accounts.models import Role
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.verdicts.models import Edition
from tests.factories import (
    hidden,
    make_claim,
    make_correction,
    make_edition,
    make_evidence,
    make_takedown,
    make_thread,
    make_user,
    post,
    rating,
    shown_on,
    sign_in,
)

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
FORM = {
    "rating": "false",
    "headline": "It opens in September",
    "summary": "Not in May <b>at all</b>.",
    "rationale": "It says so [1].\n\nTwice.",
    "language": "en",
}
PARTS = ('<figure class="quotation">.*?</figure>', '<div class="finding">.*?</div>\n', '<ol class="sources">.*?</ol>')


@pytest.fixture
def edda(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Edda", Role.EDITOR))


@pytest.fixture
def claim() -> Claim:
    claim = make_claim()
    make_evidence(claim)
    return claim


def preview(client: FlaskClient, claim: Claim, **fields: str) -> str:
    return client.post(f"/claims/{claim.id}/verdict/preview", data=fields, headers=HTMX).text


def states(page: str) -> dict[str, str]:
    """The requirements of a page, each with how far it is met."""
    return {name: found for found, name in re.findall(r'<li data-met="([\w-]+)">.*?<strong>(.*?)</strong>', page, re.S)}


def test_the_preview_is_the_public_page_and_stores_nothing(app: Flask, edda: FlaskClient, claim: Claim) -> None:
    before = db.session.query(Event).count()
    drawn = preview(edda, claim, **FORM)
    assert (db.session.query(Edition).count(), db.session.query(Event).count()) == (0, before)
    db.session.rollback()
    post(edda, f"/claims/{claim.id}/verdict/new", **FORM, then="submit")
    edition = db.session.query(Edition).one()
    emil = sign_in(app.test_client(), make_user("Emil", Role.EDITOR))
    post(emil, f"/editions/{edition.id}/approve", **shown_on(emil, edition.id))
    public = app.test_client().get("/checks/it-opens-in-september").text
    for part in PARTS:
        found = re.search(part, drawn, re.S)
        assert found is not None, part
        assert found[0] in public
    assert "&lt;b&gt;at all" in drawn


def test_empty_fields_are_named_in_brackets(edda: FlaskClient, claim: Claim) -> None:
    drawn = preview(edda, claim, rating="nonsense", language="<nonsense>", correction_class="nonsense")
    assert re.findall(r"\[[A-Z][\w ]+\]", drawn) == ["[Headline]", "[Rating]", "[Short summary]", "[Rationale]"]


def test_requirements_follow_what_is_typed_and_lead_to_where_they_are_met(edda: FlaskClient) -> None:
    claim = make_claim()
    bare = preview(edda, claim, **{**FORM, "rationale": "See [3]."})
    assert states(bare) == {
        "Second editor": "on-approval",
        "Evidence": "missing",
        "Citations match evidence": "missing",
        "No blocking conversation": "met",
        "Right of reply": "recommended",
        "Questions answered": "met",
        "Parts are decided": "met",
        "Primary source": "recommended",
        "Two independent origins": "recommended",
        "Reviewed": "recommended",
    }
    for link in (f"/claims/{claim.id}/evidence/new", "#rationale", f"/claims/{claim.id}#reviews"):
        assert f'href="{link}"' in bare
    make_evidence(claim)
    thread = make_thread(claim, is_blocking=True)
    uncited = preview(edda, claim, **{**FORM, "rationale": "It is so."})
    assert "Cite it in the rationale" in uncited
    assert f'href="/threads/{thread.id}"' in uncited
    assert set(states(preview(edda, claim, **FORM)).values()) == {"met", "on-approval", "missing", "recommended"}


def test_the_preview_of_a_correction_has_the_corrections(edda: FlaskClient) -> None:
    edition = make_edition(state="published")
    claim = edition.verdict.claim
    note = {"correction_class": "typo", "public_note": "We misread the permit."}
    drawn = preview(edda, claim, **{**FORM, **note, "rating": "mixed"})
    assert "Verdict changed" in drawn
    assert "We misread the permit." in drawn
    draft = make_correction(edition, "true", "draft")
    emil = sign_in(edda.application.test_client(), make_user("Emil", Role.EDITOR))
    plain = emil.post(f"/claims/{claim.id}/verdict/preview", data={**FORM, **note, "revision": "7"}).text
    assert f'action="/editions/{draft.id}/edit"' in plain


def test_without_javascript_the_button_draws_the_preview_beside_the_form(edda: FlaskClient, claim: Claim) -> None:
    page = edda.post(f"/claims/{claim.id}/verdict/preview", data={**FORM, "rating": ""})
    assert page.status_code == 200
    assert f'action="/claims/{claim.id}/verdict/new"' in page.text
    assert 'value="It opens in September"' in page.text
    assert '<h1 lang="en" dir="ltr">It opens in September</h1>' in page.text
    assert edda.get(f"/claims/{claim.id}/verdict/preview?headline=Signed+in+again").text.count("Signed in again") == 2


def test_a_verdict_that_was_taken_down_has_no_preview(edda: FlaskClient) -> None:
    edition = make_edition(state="published")
    make_takedown(edition)
    answer = edda.post(f"/claims/{edition.verdict.claim_id}/verdict/preview", data=FORM, headers=HTMX)
    assert answer.status_code == 409


def test_saved_and_submitted_at_once_or_not_at_all(edda: FlaskClient, claim: Claim) -> None:
    url = f"/claims/{claim.id}/verdict/new"
    assert post(edda, url, **{**FORM, "headline": ""}, then="submit").status_code == 422
    assert db.session.query(Edition).count() == 0
    answer = post(edda, url, **FORM, then="submit")
    assert db.session.query(Edition).one().state == "submitted"
    assert "Saved and submitted for approval." in edda.get(answer.location).text


def test_a_draft_is_saved_and_submitted_after_it_was_changed(edda: FlaskClient, claim: Claim) -> None:
    post(edda, f"/claims/{claim.id}/verdict/new", **FORM)
    edition = db.session.query(Edition).one()
    assert edition.state == "draft"
    page = edda.get(f"/editions/{edition.id}/edit").text
    seen = {name: hidden(page, name) for name in ("revision", "base")}
    post(edda, f"/editions/{edition.id}/edit", **{**FORM, **seen, "headline": "It opens in autumn"}, then="submit")
    db.session.expire_all()
    assert (edition.state, edition.headline) == ("submitted", "It opens in autumn")


def test_the_reviews_are_beside_the_form_for_those_who_may_see_them(app: Flask, edda: FlaskClient) -> None:
    claim = make_claim()
    make_evidence(claim)
    for name, key in (("Rita", "mixed"), ("Rob", "false")):
        reviews.submit(make_user(name), claim, rating(key), f"{name} says so [1].", Confidence.HIGH)
    db.session.commit()
    url = f"/claims/{claim.id}/verdict/new"
    page = edda.get(url).text
    assert "The reviewers disagree." in page
    assert page.index('data-rating="false"') < page.index("⟷") < page.index('data-rating="mixed"')
    rosa = sign_in(app.test_client(), make_user("Rosa")).get(url).text
    assert "2 reviews are hidden" in rosa
    assert "says so" not in rosa


def test_the_rating_on_which_the_reviewers_agree_is_chosen_beforehand(app: Flask, edda: FlaskClient) -> None:
    claim = make_claim()
    url = f"/claims/{claim.id}/verdict/new"
    for name in ("Rita", "Rob"):
        assert "<input checked" not in edda.get(url).text
        reviews.submit(make_user(name), claim, rating("mixed"), "It says so.", Confidence.HIGH)
        db.session.commit()
    chosen = re.findall(r'<input checked [^>]*value="(.*?)"', edda.get(url).text)
    assert chosen == ["mixed"]
    assert "<input checked" not in sign_in(app.test_client(), make_user("Rosa")).get(url).text
    reviews.submit(make_user("Rosa"), claim, rating("false"), "It does not.", Confidence.HIGH)
    db.session.commit()
    assert "<input checked" not in edda.get(url).text


def test_the_language_of_a_verdict_is_chosen_by_its_name(edda: FlaskClient, claim: Claim) -> None:
    page = html.fromstring(edda.get(f"/claims/{claim.id}/verdict/new").text)
    (chosen,) = page.xpath("//select[@name='language']//option[@selected]")
    assert (chosen.get("value"), chosen.text) == ("en", "English")

"""The page on which a verdict is decided: what keeps it from approval, reasons at fields, and what comes next."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.reviews import service as reviews
from factcheck.verdicts.models import Edition, EditionState, SendBack
from tests.factories import make_article, make_claim, make_edition, make_thread, make_user, post, shown_on, sign_in

QUESTION = "Publish “False” for “The harbour opens in September”?"


@pytest.fixture
def emil(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Emil", Role.EDITOR))


@pytest.fixture
def edda(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Edda", Role.EDITOR))


def read(client: FlaskClient, url: str) -> str:
    """The text of a page without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", client.get(url).text)).split())


def bridge() -> Claim:
    version = make_article("TARNBY. The bridge will open in June, mayor Holt said on Tuesday.", "A bridge")
    return make_claim("The bridge will open in June", version)


def test_approval_is_switched_off_with_its_reasons_and_still_refused(emil: FlaskClient) -> None:
    edition = make_edition()
    make_thread(edition.verdict.claim, is_blocking=True)
    url = f"/editions/{edition.id}"
    page = emil.get(url).text
    assert re.search(r"<button [^>]*disabled[^>]*>Approve and publish", page)
    assert f'action="{url}/approve"' not in page
    assert "It can’t be approved yet: No blocking conversation:" in read(emil, url)
    assert post(emil, f"{url}/approve", **shown_on(emil, edition.id)).status_code == 409
    assert db.session.get_one(Edition, edition.id).state is EditionState.SUBMITTED


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_publishing_asks_once_with_rating_and_headline(emil: FlaskClient, state: str) -> None:
    edition = make_edition(state=state)
    url = f"/editions/{edition.id}"
    assert QUESTION in read(emil, url)
    act = "approve" if state == "submitted" else "publish"
    assert re.search(rf'<details class="asks-first">.*?action="{url}/{act}".*?</details>', emil.get(url).text, re.S)


def test_requirements_say_what_the_approval_itself_brings(emil: FlaskClient, edda: FlaskClient) -> None:
    edition = make_edition()
    url = f"/editions/{edition.id}"
    assert "Second editor : met by your approval" in read(emil, url)
    assert "Second editor : will be met by the approval" in read(edda, url)
    post(emil, f"{url}/approve", **shown_on(emil, edition.id))
    assert "Second editor : met" in read(edda, url)
    assert "by the approval" not in read(edda, url)


def test_reasons_are_shown_at_the_fields_they_are_about(emil: FlaskClient, edda: FlaskClient) -> None:
    edition = make_edition()
    asked = {"at_headline": " <b>Which</b> year? ", "at_rationale": "Name the page."}
    answer = post(emil, f"/editions/{edition.id}/send-back", **shown_on(emil, edition.id), **asked)
    assert answer.status_code == 303
    stored = db.session.query(SendBack).one()
    assert (stored.reason, stored.field_reasons) == (
        "",
        {"headline": "<b>Which</b> year?", "rationale": "Name the page."},
    )
    form = edda.get(f"/editions/{edition.id}/edit").text
    assert re.search(r'id="headline-request">.*?&lt;b&gt;Which&lt;/b&gt; year\?', form, re.S)
    assert re.search(r'<input [^>]*aria-describedby="headline-request"', form)
    assert re.search(r'id="rationale-request">.*?Name the page\.', form, re.S)
    assert 'id="summary-request"' not in form
    assert "Requested changes are shown at their fields." in form
    assert "Headline: <b>Which</b> year?" in read(edda, f"/editions/{edition.id}")
    assert "Sent back: Headline: <b>Which</b> year? Rationale: Name the page." in read(edda, "/")


def test_a_reason_about_the_whole_is_at_the_top_of_the_form(emil: FlaskClient, edda: FlaskClient) -> None:
    edition = make_edition()
    post(emil, f"/editions/{edition.id}/send-back", **shown_on(emil, edition.id), reason="Which page?")
    form = edda.get(f"/editions/{edition.id}/edit").text
    assert form.index("Which page?") < form.index('id="headline"')
    assert "field-request" not in form


def test_reasons_that_are_too_long_are_refused_all_at_once_and_kept(emil: FlaskClient) -> None:
    edition = make_edition()
    asked = {"reason": "r" * 2001, "at_headline": "h" * 2001, "at_summary": "KEPT"}
    page = post(emil, f"/editions/{edition.id}/send-back", **shown_on(emil, edition.id), **asked)
    assert page.status_code == 422
    assert page.text.count("Reasons may have at most 2,000 characters; these have 2,001.") >= 2
    assert "KEPT</textarea>" in page.text
    assert db.session.query(SendBack).count() == 0


def test_the_next_work_is_a_button_after_a_decision(emil: FlaskClient) -> None:
    first, second = make_edition(), make_edition(claim=bridge())
    post(emil, f"/editions/{first.id}/approve", **shown_on(emil, first.id))
    assert (
        f'class="button" href="/editions/{second.id}">Decide on the verdict' in emil.get(f"/editions/{first.id}").text
    )
    post(emil, f"/editions/{second.id}/approve", **shown_on(emil, second.id))
    assert "Nothing else is waiting for you." in read(emil, f"/editions/{second.id}")


def test_what_is_next_is_the_form_in_which_it_is_done(app: Flask, emil: FlaskClient) -> None:
    edition, claim = make_edition(state="published"), bridge()
    reviews.assign(make_user("Edda", Role.EDITOR), claim, make_user("Emil", Role.EDITOR), None)
    db.session.commit()
    assert f'href="/claims/{claim.id}/reviews/new">Rate claim' in emil.get(f"/editions/{edition.id}").text


def test_a_claim_with_a_verdict_leads_to_the_form_that_is_possible(app: Flask, edda: FlaskClient) -> None:
    draft = make_edition(state="draft")
    claim_id = draft.verdict.claim_id
    assert edda.get(f"/claims/{claim_id}/verdict/new").location == f"/editions/{draft.id}/edit"
    published = make_edition(state="published", claim=bridge())
    answer = edda.get(f"/claims/{published.verdict.claim_id}/verdict/new")
    assert answer.location == f"/verdicts/{published.verdict_id}/correct"
    rita = sign_in(app.test_client(), make_user("Rita"))
    assert rita.get(f"/claims/{published.verdict.claim_id}/verdict/new").status_code == 200

"""The panel in a claim's card: what it shows to whom, and what its forms answer."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from factcheck.accounts.models import Role, User
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.reviews import exposures, service
from factcheck.reviews.models import Confidence, Review
from factcheck.verdicts.models import Edition
from tests.factories import make_article, make_claim, make_edition, make_evidence, make_user, post, rating, sign_in

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
REVIEW = {
    "in_card": "1",
    "rating": "false",
    "rationale": "The permit says September.",
    "confidence": "high",
    "seen": "0",
}


@pytest.fixture
def claim() -> Claim:
    return make_claim()


@pytest.fixture
def rita(client: FlaskClient, claim: Claim) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def panel(client: FlaskClient, claim: Claim, adds: str = "", **headers: str) -> str:
    """The panel, as the card of the claim asks for it."""
    return client.get(f"/claims/{claim.id}/panel{adds}", headers={**HTMX, **headers}).text


def reviewed(claim: Claim, user: User) -> Review:
    """A claim that this person rated Mixed."""
    review = service.submit(user, claim, rating("mixed"), "SECRET reasons", Confidence.LOW)
    db.session.commit()
    return review


def test_the_panel_is_a_part_for_the_card_and_a_page_for_its_address(rita: FlaskClient, claim: Claim) -> None:
    assert panel(rita, claim).lstrip().startswith(f'<claim-panel class="work-panel" id="panel-{claim.id}"')
    assert "<h1" in rita.get(f"/claims/{claim.id}/panel").text
    assert rita.get("/claims/99/panel").status_code == 404


def test_the_panel_does_not_tell_what_others_say_and_nobody_is_exposed_by_it(client: FlaskClient, claim: Claim) -> None:
    reviewed(claim, make_user("Rob"))
    make_edition(claim=claim, state="draft", rated="mostly-true")
    edda = make_user("Emil", Role.EDITOR)
    text = panel(sign_in(client, edda), claim)
    assert "SECRET" not in text
    assert "Not in May" not in text
    assert 'class="rating"' not in text
    assert not exposures.is_exposed(edda.id, claim.id)


def test_a_draft_is_kept_from_who_has_yet_to_review(client: FlaskClient, claim: Claim) -> None:
    make_edition(claim=claim, state="draft")
    text = panel(sign_in(client, make_user("Rob")), claim)
    assert "A verdict is being written." in text
    assert "Edda" not in text


def test_a_review_from_the_card_is_answered_by_the_panel_that_shows_it(rita: FlaskClient, claim: Claim) -> None:
    answer = post(rita, f"/claims/{claim.id}/reviews/new", **REVIEW, headers=HTMX)
    assert (answer.status_code, answer.location) == (303, f"/claims/{claim.id}/panel")
    text = panel(rita, claim)
    assert "The permit says September." in text
    assert "Review submitted." in text
    assert "Review submitted." not in panel(rita, claim)


def test_the_same_form_on_its_own_page_leads_to_the_claim(rita: FlaskClient, claim: Claim) -> None:
    answer = post(rita, f"/claims/{claim.id}/reviews/new", **REVIEW)
    assert (answer.status_code, answer.location) == (303, f"/claims/{claim.id}#reviews")


def test_a_refused_review_comes_back_into_the_card_with_ids_of_its_own(rita: FlaskClient, claim: Claim) -> None:
    form = {**REVIEW, "rationale": "KEPT [9]"}
    answer = post(rita, f"/claims/{claim.id}/reviews/new", **form, headers=HTMX)
    assert answer.status_code == 422
    assert "<h1" not in answer.text
    assert 'href="#card-rationale"' in answer.text
    assert 'id="card-rationale"' in answer.text
    assert "KEPT [9]" in answer.text


def test_evidence_from_the_card_is_listed_in_the_panel(rita: FlaskClient, claim: Claim) -> None:
    form = {"in_card": "1", "find": "https://town.example/minutes", "stance": "refutes", "quote": "In May."}
    form |= {"source_kind": "page", "source_class": "primary"}
    answer = post(rita, f"/claims/{claim.id}/evidence/new", **form, another="1", headers=HTMX)
    assert answer.location == f"/claims/{claim.id}/panel?adds=evidence"
    text = panel(rita, claim, "?adds=evidence")
    assert 'data-cites="1"' in text
    assert 'data-opens="evidence"' in text
    assert "Evidence 1 added." in text


@pytest.mark.parametrize(
    ("name", "role", "state", "act"),
    [
        ("Emil", Role.EDITOR, "submitted", "Decide on the verdict"),
        ("Edda", Role.EDITOR, "submitted", "View verdict"),
        ("Edda", Role.EDITOR, "draft", "Continue the draft"),
        ("Rob", Role.REVIEWER, "published", "Public page"),
    ],
)
def test_the_verdict_has_one_next_act(
    client: FlaskClient, claim: Claim, name: str, role: Role, state: str, act: str
) -> None:
    make_edition(claim=claim, state=state)
    text = panel(sign_in(client, make_user(name, role)), claim)
    assert text.count('data-acts="verdict"') == 1
    assert act in text


def test_a_claim_without_a_verdict_can_get_one(rita: FlaskClient, claim: Claim) -> None:
    make_evidence(claim)
    assert "Write the verdict" in panel(rita, claim)


def test_a_claim_nobody_can_check_is_not_rated(rita: FlaskClient) -> None:
    claim = make_claim("We open in May, and not a day later")
    claim.kind, claim.kind_reason = "opinion", "A matter of taste"
    db.session.commit()
    text = panel(rita, claim)
    assert 'name="rating"' not in text
    assert "A matter of taste" in text


def test_a_verdict_written_from_the_card_leads_back_to_it(client: FlaskClient, claim: Claim) -> None:
    make_evidence(claim)
    edda = sign_in(client, make_user("Edda", Role.EDITOR))
    article_id = claim.annotations[0].article_id
    at_article = {"HX-Current-URL": f"http://localhost/articles/{article_id}#claim-{claim.id}"}
    url = f"/claims/{claim.id}/verdict/new?article={article_id}"
    assert f'href="{url}">Write the verdict' in panel(edda, claim, **at_article)
    card = f"/articles/{article_id}#claim-{claim.id}"
    page = edda.get(url).text
    assert f'action="{url}"' in page
    assert f'href="{card}">Cancel' in page
    form = {"rating": "false", "headline": "In September", "summary": "Not in May.", "rationale": "It says so [1]."}
    answer = post(edda, url, **form, language="en")
    assert answer.location == card
    assert "Draft saved." in edda.get(answer.location).text
    draft = db.session.query(Edition).one()
    assert f"/editions/{draft.id}/edit?article={article_id}" in panel(edda, claim, **at_article)
    other = make_article("TARNBY. The bridge opens in June.", "A bridge").article_id
    assert "article=" not in panel(edda, claim, **{"HX-Current-URL": f"http://localhost/articles/{other}"})
    again = post(edda, f"/editions/{draft.id}/edit?article={other}", **form, revision=draft.revision)
    assert again.location == f"/editions/{draft.id}"


def test_a_reviewer_is_assigned_in_the_card_without_seeing_a_review(client: FlaskClient, claim: Claim) -> None:
    edda = sign_in(client, make_user("Edda", Role.EDITOR))
    rob, url = make_user("Rob"), f"/claims/{claim.id}/assignments"
    assert f'hx-get="{url}"' in panel(edda, claim)
    fragment = edda.get(url, headers=HTMX).text
    assert fragment.lstrip().startswith('<div class="assignments">')
    refused = post(edda, url, reviewer=rob.id, due_on="soon", headers=HTMX)
    assert refused.status_code == 422
    assert "YYYY-MM-DD" in refused.text
    answer = post(edda, url, reviewer=rob.id, due_on="", headers=HTMX)
    assert answer.status_code == 200
    assert "Rob was assigned to review this claim." in answer.text
    assert "Assigned: Rob" in answer.text
    assert "<h1" not in answer.text
    assert not exposures.is_exposed(make_user("Edda").id, claim.id)
    assert "<h1" in edda.get(url).text
    assert f'hx-get="{url}"' not in panel(sign_in(client, rob), claim)

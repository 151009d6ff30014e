"""Blind means never having been shown another's rating of the claim: what was shown to whom is recorded."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from factcheck.accounts.models import Role, User
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.desk.home.queries import idle, ready
from factcheck.reviews import exposures, service
from factcheck.reviews.models import Confidence, Exposure, Review, ShownBy
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.editions.details import VerdictDetails
from tests.factories import make_article, make_claim, make_edition, make_user, make_withdrawal, post, rating, sign_in


@pytest.fixture
def claim(app: Flask) -> Claim:
    """A claim that Rita and Rob have reviewed, and disagree on."""
    made = make_claim()
    review(made, make_user("Rita"))
    review(made, make_user("Rob"), "true")
    return made


@pytest.fixture
def edda(app: Flask) -> User:
    return make_user("Edda", Role.EDITOR)


@pytest.fixture
def browser(app: Flask, edda: User) -> FlaskClient:
    return sign_in(app.test_client(), edda)


def review(claim: Claim, person: User, rated: str = "false", *, cites: bool = False) -> Review:
    made = service.submit(person, claim, rating(rated), "So it is." if not cites else "So it is [1].", Confidence.HIGH)
    db.session.commit()
    return made


def shown(person: User, claim: Claim) -> ShownBy | None:
    query = select(Exposure.shown_by).where(Exposure.user_id == person.id, Exposure.claim_id == claim.id)
    return db.session.scalar(query)


def assign_to_herself(browser: FlaskClient, claim: Claim, edda: User) -> None:
    assert post(browser, f"/claims/{claim.id}/assignments", reviewer=edda.id).status_code == 303


def submit(browser: FlaskClient, claim: Claim, person: User) -> Review:
    """Submit a review through the form; answers it as it is stored."""
    answer = post(browser, f"/claims/{claim.id}/reviews/new", rating="false", rationale="So it is.", confidence="high")
    assert answer.status_code == 303
    return db.session.scalars(select(Review).where(Review.reviewer_id == person.id)).one()


def draft(claim: Claim) -> int:
    """A draft verdict by Emil."""
    details = VerdictDetails(rating(), "A headline", "A summary.", "So it is.")
    made = verdicts.propose(make_user("Emil", Role.EDITOR), claim, details)
    db.session.commit()
    return made.id


WAYS: dict[str, tuple[str, dict[str, str], ShownBy]] = {
    "the page of reviews": ("/claims/{claim}/reviews", {}, ShownBy.REVIEWS),
    "their fragment": ("/claims/{claim}/reviews", {"HX-Request": "true"}, ShownBy.REVIEWS),
    "their data": ("/claims/{claim}/reviews", {"Accept": "application/json"}, ShownBy.REVIEWS),
    "the desk": ("/", {}, ShownBy.DESK),
    "a list of the desk": ("/desk/disagreements", {}, ShownBy.DESK),
}
OF_DRAFT: dict[str, tuple[str, ShownBy]] = {
    "the panel of verdicts": ("/claims/{claim}/verdict", ShownBy.VERDICT),
    "the draft itself": ("/editions/{edition}", ShownBy.VERDICT),
    "the draft as data": ("/editions/{edition}?", ShownBy.VERDICT),
    "the history of the claim": ("/claims/{claim}/history", ShownBy.HISTORY),
}


@pytest.mark.parametrize("way", WAYS)
def test_who_was_shown_reviews_before_she_was_asked_is_not_blind(
    browser: FlaskClient, claim: Claim, edda: User, way: str
) -> None:
    where, headers, shown_by = WAYS[way]
    assert browser.get(where.format(claim=claim.id), headers=headers).status_code == 200
    assert shown(edda, claim) == shown_by
    assign_to_herself(browser, claim, edda)
    page = browser.get(f"/claims/{claim.id}/reviews/new").text
    assert "your review will be marked as not blind" in page
    assert "(has seen another rating)" in browser.get(f"/claims/{claim.id}/reviews").text
    assert not submit(browser, claim, edda).is_blind
    assert " · not blind · " in browser.get(f"/claims/{claim.id}/reviews").text


@pytest.mark.parametrize("way", OF_DRAFT)
def test_so_is_who_was_shown_a_draft_verdict(app: Flask, browser: FlaskClient, edda: User, way: str) -> None:
    claim = make_claim()
    where, shown_by = OF_DRAFT[way]
    address = where.format(claim=claim.id, edition=draft(claim))
    assert browser.get(address, headers={"Accept": "application/json"} if "?" in address else {}).status_code == 200
    assert shown(edda, claim) == shown_by
    assign_to_herself(browser, claim, edda)
    assert not submit(browser, claim, edda).is_blind


def test_who_was_asked_first_is_shown_nothing_and_is_blind(browser: FlaskClient, claim: Claim, edda: User) -> None:
    assign_to_herself(browser, claim, edda)
    draft(claim)
    for where in ("/", f"/claims/{claim.id}", f"/claims/{claim.id}/reviews", f"/claims/{claim.id}/verdict"):
        assert browser.get(where).status_code == 200
    assert shown(edda, claim) is None
    assert "not blind" not in browser.get(f"/claims/{claim.id}/reviews/new").text
    assert submit(browser, claim, edda).is_blind


def test_one_s_own_review_and_draft_are_no_exposure(app: Flask) -> None:
    rita, claim = make_user("Rita"), make_claim()
    review(claim, rita)
    client = sign_in(app.test_client(), rita)
    for where in (f"/claims/{claim.id}/reviews", f"/claims/{claim.id}", "/"):
        client.get(where)
    assert shown(rita, claim) is None


def test_it_is_stored_once_and_a_refused_page_shows_nothing(app: Flask, claim: Claim, browser: FlaskClient) -> None:
    for _ in range(3):
        browser.get(f"/claims/{claim.id}/reviews")
    assert len(db.session.scalars(select(Exposure)).all()) == 1
    olli = sign_in(app.test_client(), make_user("Olli"))
    assert olli.get(f"/editions/{draft(claim)}").status_code == 403
    assert len(db.session.scalars(select(Exposure)).all()) == 1


def test_a_refused_decision_that_shows_the_verdict_again_counts(browser: FlaskClient, edda: User, app: Flask) -> None:
    edition = make_edition(author=make_user("Emil", Role.EDITOR))
    answer = post(browser, f"/editions/{edition.id}/send-back", revision=edition.revision, reason="", digest="0" * 64)
    assert answer.status_code in {409, 422}
    assert edition.headline in answer.text
    assert shown(edda, edition.verdict.claim) == ShownBy.VERDICT


def test_what_readers_were_shown_everybody_knows(app: Flask) -> None:
    edition = make_edition(state="published")
    make_withdrawal(edition)
    assert not review(edition.verdict.claim, make_user("Olli"), cites=True).is_blind


def test_a_database_that_takes_no_note_hides_nothing_and_forgets_nothing(
    app: Flask, browser: FlaskClient, claim: Claim, edda: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(notes: exposures.Notes) -> None:
        raise OperationalError("INSERT", {}, Exception("attempt to write a readonly database"))

    with monkeypatch.context() as patch:
        patch.setattr(exposures, "_insert", refuse)
        patch.setattr(exposures, "RETRY_INTERVAL", 0.0)
        assert browser.get(f"/claims/{claim.id}/reviews").status_code == 200
    assert shown(edda, claim) is None
    assert exposures.is_exposed(edda.id, claim.id)
    browser.get("/jobs")
    assert shown(edda, claim) == ShownBy.REVIEWS


def test_only_blind_reviews_show_that_people_agree(app: Flask, browser: FlaskClient, edda: User) -> None:
    claim = make_claim(version=make_article())
    review(claim, make_user("Rita"))
    browser.get(f"/claims/{claim.id}/reviews")
    assign_to_herself(browser, claim, edda)
    assert not submit(browser, claim, edda).is_blind
    emil = make_user("Emil", Role.EDITOR)
    assert db.session.scalars(ready(emil.id)).all() == []
    assert [it.id for it in db.session.scalars(idle())] == [claim.id]
    assert review(claim, make_user("Rob")).is_blind
    assert [it.id for it in db.session.scalars(ready(emil.id))] == [claim.id]
    assert db.session.scalars(idle()).all() == []

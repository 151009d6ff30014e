"""An editor judges only what was shown, with all that the decision needs in sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.annotations.models import Annotation
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.claims.service import ClaimantDetails, ClaimDetails
from factcheck.db import db
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.sources import service as sources
from factcheck.sources.models import Source, SourceClass
from factcheck.verdicts import service
from factcheck.verdicts.basis_questions import service as questions
from factcheck.verdicts.basis_questions.queries import open_question
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.staleness import Outdated, SeenEdition, current, digest_of
from factcheck.verdicts.models import CorrectionClass, Edition, EditionState
from tests.factories import (
    make_correction,
    make_edition,
    make_evidence,
    make_user,
    make_withdrawal,
    post,
    rating,
    shown_on,
    sign_in,
)


@pytest.fixture
def emil(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Emil", Role.EDITOR))


@pytest.fixture
def edda(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Edda", Role.EDITOR))


def describe(statement: str = "", claimant: ClaimantDetails | None = None, **others: object) -> None:
    claim = db.session.query(Claim).one()
    details = ClaimDetails(statement or claim.statement, claimant or ClaimantDetails("Signe Holt", "mayor"), **others)  # type: ignore[arg-type]  # what a test changes
    claims.edit(make_user("Rita"), claim, details, claim.revision)


def join_words() -> None:
    claim = db.session.query(Claim).one()
    annotation_service.join(
        make_user("Rita"), claim, db.session.query(Annotation).one().version, [Quote("Costs were halved")]
    )


def edit_source() -> None:
    source = db.session.query(Source).one()
    details = sources.SourceDetails("Another permit", url=source.url, source_class=SourceClass.PRIMARY)
    sources.edit(make_user("Rita"), source, details, source.revision)


def withdraw_evidence() -> None:
    evidence.withdraw(make_user("Rita"), db.session.query(Evidence).filter_by(number=2).one())


def review() -> None:
    claim = db.session.query(Claim).one()
    reviews.submit(make_user("Rob"), claim, rating("true"), "It opens [1].", Confidence.HIGH)


CHANGES: dict[str, tuple[Callable[[], object], str]] = {
    "statement": (lambda: describe("The harbour opens in June"), "<del>May</del><ins>June</ins>"),
    "claimant": (lambda: describe(claimant=ClaimantDetails("Ole Vik")), "<ins>Ole Vik"),
    "day": (lambda: describe(said_on=date(2026, 6, 1)), "<ins>2026-06-01</ins>"),
    "place": (lambda: describe(place="Elsvik"), "<ins>Elsvik</ins>"),
    "words": (join_words, "<ins>Costs were halved"),
    "evidence added": (lambda: make_evidence(db.session.query(Claim).one()), "Evidence [3]"),
    "evidence withdrawn": (withdraw_evidence, "Evidence [2]"),
    "source": (edit_source, "<del>Building</del><ins>Another</ins>"),
    "reviewers": (review, "<ins>Rob</ins>"),
}


@pytest.mark.parametrize("act", ["approve", "send-back"])
@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_since_the_page_was_opened_is_not_judged(emil: FlaskClient, change: str, act: str) -> None:
    edition = make_edition()
    make_evidence(edition.verdict.claim)
    seen = shown_on(emil, edition.id)
    run, words = CHANGES[change]
    run()
    db.session.commit()
    answer = post(emil, f"/editions/{edition.id}/{act}", **seen, reason="WHY?")
    assert answer.status_code == 409
    notice = answer.text.partition('role="alert"')[2].partition("</section>")[0]
    assert words in notice
    assert ("WHY?</textarea>" in answer.text) is (act == "send-back")
    assert db.session.get_one(Edition, edition.id).state is EditionState.SUBMITTED
    again = post(emil, f"/editions/{edition.id}/{act}", **shown_on(emil, edition.id), reason="WHY?")
    assert again.status_code == 303


def test_publishing_what_was_approved_is_refused_when_something_changed_since_the_page_was_opened(
    emil: FlaskClient,
) -> None:
    edition = make_edition(state="approved")
    seen = shown_on(emil, edition.id)
    edit_source()
    db.session.commit()
    answer = post(emil, f"/editions/{edition.id}/publish", **seen)
    assert answer.status_code == 409
    assert "<del>Building</del><ins>Another</ins>" in answer.text.partition('role="alert"')[2]
    assert "Changed since approval." in answer.text
    asked = open_question(edition.verdict.claim_id)
    assert asked is not None
    seen = {"digest": digest_of(edition, current(edition))}
    assert post(emil, f"/editions/{edition.id}/publish", **seen).status_code == 409
    questions.answer(make_user("Emil", Role.EDITOR), asked, "The same permit.", asked.revision)
    db.session.commit()
    assert post(emil, f"/editions/{edition.id}/publish", **shown_on(emil, edition.id)).status_code == 303
    record = EditionSnapshot.from_json(db.session.get_one(Edition, edition.id).record or "")
    assert record.evidence[0].title == "Building permit"


def test_a_correction_is_not_approved_unseen_of_a_withdrawal(edda: FlaskClient) -> None:
    first = make_edition(state="published")
    draft = make_correction(first, "mixed", state="submitted")
    seen = shown_on(edda, draft.id)
    make_withdrawal(first)
    assert post(edda, f"/editions/{draft.id}/approve", **seen).status_code == 409
    page = edda.get(f"/editions/{draft.id}").text
    assert "The permit was forged." in page
    assert "makes the verdict public again" in page
    assert post(edda, f"/editions/{draft.id}/approve", **shown_on(edda, draft.id)).status_code == 303


@pytest.mark.parametrize("digest", ["", "x", "0" * 63])
@pytest.mark.parametrize("act", ["approve", "send-back", "publish"])
def test_a_form_that_does_not_say_what_was_shown_is_refused(emil: FlaskClient, act: str, digest: str) -> None:
    edition = make_edition(state="approved" if act == "publish" else "submitted")
    answer = post(emil, f"/editions/{edition.id}/{act}", revision=edition.revision, digest=digest, reason="Why?")
    assert answer.status_code == 400
    assert "Reload the page" in answer.text


@pytest.mark.parametrize("text", ["", "{", "[]", '{"claim_id": 1}', "null"])
def test_a_damaged_record_of_what_was_shown_only_costs_the_comparison(app: Flask, text: str) -> None:
    edition, emil = make_edition(), make_user("Emil", Role.EDITOR)
    with pytest.raises(Outdated) as refusal:
        service.approve(emil, edition, edition.revision, seen=SeenEdition("0" * 64, text))
    assert list(refusal.value.differences) == []


def test_what_is_frozen_is_what_was_shown(app: Flask) -> None:
    edition, emil = make_edition(), make_user("Emil", Role.EDITOR)
    now = current(edition)
    service.approve(emil, edition, edition.revision, seen=SeenEdition(digest_of(edition, now)))
    frozen = EditionSnapshot.from_json(edition.record or "")
    assert (frozen.evidence, frozen.appearances, frozen.statement) == (now.evidence, now.appearances, now.statement)


def test_the_page_of_a_correction_shows_class_note_both_ratings_every_word_and_the_corrections(
    edda: FlaskClient,
) -> None:
    draft = make_correction(make_edition(state="published"), "mixed", state="submitted")
    page = edda.get(f"/editions/{draft.id}").text
    judged = page.partition("Changes in this correction")[2].partition("</section>")[0]
    for words in ("Verdict changed", "We read the permit again.", "<del>September</del><ins>autumn</ins>"):
        assert words in judged
    assert judged.index('data-rating="false"') < judged.index('data-rating="mixed"')
    preview = page.partition('class="preview"')[2]
    assert "On publication" in preview
    assert "We read the permit again." in preview


def test_a_correction_that_changes_no_word_says_so(edda: FlaskClient) -> None:
    first, emil = make_edition(state="published"), make_user("Emil", Role.EDITOR)
    details = VerdictDetails(first.rating, first.headline, first.summary, first.rationale)
    draft = service.correct(emil, first.verdict, details, CorrectionClass.UPDATE, "Checked again.")
    db.session.commit()
    assert "Only the note has changed." in edda.get(f"/editions/{draft.id}").text


def test_the_page_shows_the_reviews_that_the_editor_may_see(emil: FlaskClient, edda: FlaskClient) -> None:
    edition = make_edition()
    claim = edition.verdict.claim
    reviews.submit(make_user("Rita"), claim, rating("mixed"), "RITA-SAYS so [1].", Confidence.HIGH)
    db.session.commit()
    page = emil.get(f"/editions/{edition.id}").text
    assert "RITA-SAYS" in page
    assert "differs from this verdict" in page
    for name in ("Edda", "Emil"):
        reviews.assign(make_user("Edda", Role.EDITOR), claim, make_user(name, Role.EDITOR), None)
    db.session.commit()
    page = edda.get(f"/editions/{edition.id}").text  # her own draft
    assert "RITA-SAYS" not in page
    assert "1 review is hidden until you have submitted yours." in page
    assert emil.get(f"/editions/{edition.id}").status_code == 403


def test_the_page_shows_every_earlier_reason_and_what_changed_since(emil: FlaskClient, edda: FlaskClient) -> None:
    edition = make_edition()
    author = edition.author
    for reason, rationale in (("Which page?", "Page 2 of the permit says so [1]."), ("Which line?", "")):
        post(emil, f"/editions/{edition.id}/send-back", **shown_on(emil, edition.id), reason=reason)
        edition = db.session.get_one(Edition, edition.id)
        assert reason in edda.get(f"/editions/{edition.id}").text
        if rationale:
            details = VerdictDetails(edition.rating, edition.headline, edition.summary, rationale)
            service.edit(author, edition, details, edition.revision)
            edit_source()
        service.submit(author, edition, edition.revision)
        db.session.commit()
    page = emil.get(f"/editions/{edition.id}").text
    first, second = page.partition("Which page?")[2].split("Which line?")
    assert "2 fields changed since" in first
    assert "<ins>Page 2 of " in first
    assert "<del>Building</del><ins>Another</ins>" in first
    assert "Nothing has changed since." in second.partition("</ol>")[0]


def test_a_draft_that_was_sent_back_can_be_discarded(emil: FlaskClient, edda: FlaskClient) -> None:
    edition = make_edition()
    post(emil, f"/editions/{edition.id}/send-back", **shown_on(emil, edition.id), reason="Which page?")
    assert post(edda, f"/editions/{edition.id}/discard").status_code == 303
    assert db.session.query(Edition).count() == 0


def test_a_superseded_edition_says_so_and_offers_no_correction(emil: FlaskClient) -> None:
    first = make_edition(state="published")
    make_correction(first, "mixed")
    page = emil.get(f"/editions/{first.id}").text
    assert "Superseded" in page
    assert "A later edition has replaced this one." in page
    assert f"/verdicts/{first.verdict_id}/correct" not in page

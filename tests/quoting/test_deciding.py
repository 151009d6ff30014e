"""A person confirms where an uncertain quotation is, or quotes the words of the source instead; both can be undone."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.annotations.models import AnchorState
from factcheck.audit.models import Event
from factcheck.captures.models import Capture, QuotePlace
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.evidence import editing
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence, Stance
from factcheck.quoting import service
from factcheck.sources.models import Source
from tests.captures.test_capturing import captured, run_all
from tests.captures_site import PAGE, PARAGRAPHS, Site
from tests.factories import make_user, post

SIMILAR = "The opening is now planned for late September."
EXACT = "The opening is planned for September."


@pytest.fixture
def row(claim: Claim, capture: Capture) -> Evidence:
    details = evidence.EvidenceDetails(Stance.REFUTES, SIMILAR)
    found = evidence.add(make_user("Rita"), claim, capture.source, details)  # type: ignore[arg-type]  # it has a source
    db.session.commit()
    run_all()
    return found


def place() -> QuotePlace:
    found = db.session.scalars(select(QuotePlace).order_by(QuotePlace.id.desc())).first()
    assert found is not None
    db.session.refresh(found)
    return found


def actions() -> list[str]:
    return list(db.session.scalars(select(Event.action).where(Event.action.like("%quote")).order_by(Event.id)))


def test_an_uncertain_place_is_confirmed_undone_and_confirmed_again(
    rita: FlaskClient, claim: Claim, row: Evidence
) -> None:
    assert place().state is AnchorState.UNCERTAIN
    post(rita, f"/quotations/{place().id}/confirm")
    assert (place().state, place().decided_by_id) == (AnchorState.CONFIDENT, make_user("Rita").id)
    assert place().fragment.startswith("text=")
    assert "quotation found in the capture" in rita.get(f"/claims/{claim.id}/evidence").text
    assert "confirmed by <bdi>Rita" in rita.get(f"/captures/{place().capture_id}").text
    post(rita, "/undo")
    assert (place().state, place().decided_by_id, place().fragment) == (AnchorState.UNCERTAIN, None, "")
    post(rita, "/undo/again")
    assert place().state is AnchorState.CONFIDENT
    assert actions() == [
        "evidence:find-quote", "evidence:confirm-quote", "evidence:unconfirm-quote", "evidence:confirm-quote",
    ]  # fmt: skip
    assert "confirmed where the quotation of evidence [1] is" in rita.get(f"/claims/{claim.id}/history").text


def test_what_was_confirmed_is_certain_in_a_newer_capture_with_the_same_words(
    rita: FlaskClient, row: Evidence, source: Source, site: Site
) -> None:
    post(rita, f"/quotations/{place().id}/confirm")
    site.page = PAGE.replace(PARAGRAPHS[0], "An opening line that is new.")
    newer = captured(source)
    assert (place().capture_id, place().state) == (newer.id, AnchorState.CONFIDENT)
    assert place().decided_by_id == make_user("Rita").id
    site.page = PAGE.replace(EXACT, "The opening was moved to October.")
    captured(source)
    assert place().state is not AnchorState.CONFIDENT


def test_the_words_of_the_source_replace_the_quotation(rita: FlaskClient, row: Evidence) -> None:
    page = rita.get(f"/captures/{place().capture_id}").text
    assert "Quote these words" in page
    post(rita, f"/quotations/{place().id}/correct")
    db.session.refresh(row)
    assert (row.quote, row.locator) == (EXACT, "paragraph 2")
    assert place().state is AnchorState.CONFIDENT
    run_all()
    assert (place().state, place().start) == (AnchorState.CONFIDENT, (row.selector or {})["start"])
    post(rita, "/undo")
    db.session.refresh(row)
    assert row.quote == SIMILAR


def test_what_is_certain_or_was_edited_is_not_decided(row: Evidence) -> None:
    rita, found = make_user("Rita"), place()
    service.confirm(rita, found)
    with pytest.raises(Conflict, match="certain already"):
        service.confirm(rita, found)
    details = evidence.EvidenceDetails(Stance.REFUTES, "Other words entirely.")
    editing.edit(rita, row, details, row.revision)
    for act in (service.confirm, service.withdraw_confirmation, service.correct):
        with pytest.raises(Conflict, match="edited meanwhile"):
            act(rita, found)


def test_only_what_was_confirmed_can_be_withdrawn(row: Evidence) -> None:
    with pytest.raises(Conflict, match="edited meanwhile"):
        service.withdraw_confirmation(make_user("Rita"), place())


def test_who_may_not_edit_the_evidence_may_not_replace_its_words(rob: FlaskClient, row: Evidence) -> None:
    assert rob.post(f"/quotations/{place().id}/correct", data={"_key": "k" * 20}).status_code == 403
    assert "Quote these words" not in rob.get(f"/captures/{place().capture_id}").text

"""Quotations of evidence are found in what was captured: certain, uncertain or not found, and shown with it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.annotations.models import AnchorState
from factcheck.captures import service
from factcheck.captures.models import QuotePlace
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.evidence import editing
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence, Stance
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.verdicts.editions.build_snapshot import basis_of
from factcheck.verdicts.editions.snapshot_rows import EvidenceSnapshot
from tests.captures.test_capturing import captured, run_all
from tests.captures_site import PAGE, PARAGRAPHS, Site
from tests.factories import make_claim, make_edition, make_user

QUOTE = "The opening is planned for September."


@pytest.fixture
def claim(source: Source) -> Claim:
    return make_claim()


def quoting(claim: Claim, source: Source, quote: str = QUOTE) -> Evidence:
    row = evidence.add(make_user("Rita"), claim, source, evidence.EvidenceDetails(Stance.REFUTES, quote))
    db.session.commit()
    run_all()
    return row


def places() -> list[QuotePlace]:
    return list(db.session.scalars(select(QuotePlace).order_by(QuotePlace.id)))


def shown(client: FlaskClient, claim: Claim) -> str:
    return client.get(f"/claims/{claim.id}/evidence").text


def test_a_quotation_is_found_when_its_source_is_captured(rita: FlaskClient, claim: Claim, source: Source) -> None:
    quoting(claim, source)
    assert places() == []
    assert "no capture" in shown(rita, claim)
    capture = captured(source)
    (place,) = places()
    assert (place.state, place.capture_id) == (AnchorState.CONFIDENT, capture.id)
    assert (capture.text or "")[place.start : place.end] == QUOTE
    assert "quotation found in the capture" in shown(rita, claim)
    page = rita.get(f"/captures/{capture.id}").text
    assert f'<mark id="place-{place.id}">{QUOTE}</mark>' in page


def test_a_quotation_is_found_when_it_is_added_or_edited(rita: FlaskClient, claim: Claim, source: Source) -> None:
    captured(source)
    row = quoting(claim, source, "The harbour is sold.")
    assert [it.state for it in places()] == [AnchorState.ORPHANED]
    assert "quotation not found in the capture" in shown(rita, claim)
    editing.edit(make_user("Rita"), row, evidence.EvidenceDetails(Stance.REFUTES, QUOTE), row.revision)
    db.session.commit()
    assert "quotation not found" not in shown(rita, claim)  # of the former words
    run_all()
    assert [it.state for it in places()] == [AnchorState.CONFIDENT]


def test_similar_words_are_for_a_person_to_check(rita: FlaskClient, claim: Claim, source: Source) -> None:
    captured(source)
    quoting(claim, source, "The opening is now planned for late September.")
    assert [it.state for it in places()] == [AnchorState.UNCERTAIN]
    assert "similar words found in the capture; check them" in shown(rita, claim)
    assert places()[0].fragment == ""


def test_words_that_a_newer_capture_lacks_are_reported(
    rita: FlaskClient, claim: Claim, source: Source, site: Site
) -> None:
    quoting(claim, source)
    captured(source)
    site.page = PAGE.replace(PARAGRAPHS[1], "Nothing is known about the day.")
    captured(source)
    assert [it.state for it in places()] == [AnchorState.CONFIDENT, AnchorState.ORPHANED]
    page = " ".join(shown(rita, claim).split())
    assert "has this quotation, the newest doesn’t" in page


def test_other_changes_of_the_page_raise_nothing(rita: FlaskClient, claim: Claim, source: Source, site: Site) -> None:
    quoting(claim, source)
    captured(source)
    site.page = PAGE.replace(PARAGRAPHS[2], "The costs are unknown.")
    captured(source)
    assert "quotation found in the capture" in shown(rita, claim)


def test_evidence_added_while_the_job_runs_is_not_missed(claim: Claim, source: Source) -> None:
    captured(source)
    rita = make_user("Rita")
    for quote in (QUOTE, PARAGRAPHS[0]):
        evidence.add(rita, claim, source, evidence.EvidenceDetails(Stance.REFUTES, quote))
    db.session.commit()
    run_all()
    assert [it.state for it in places()] == [AnchorState.CONFIDENT] * 2


def snapshot(claim: Claim) -> EvidenceSnapshot:
    rows: tuple[EvidenceSnapshot, ...] = basis_of(claim.id)["evidence"]
    return rows[0]


def test_readers_are_led_to_the_words(rita: FlaskClient, source: Source) -> None:
    edition = make_edition()
    claim = edition.verdict.claim
    quoting(claim, source)
    captured(source)
    directives = [row.fragment for row in basis_of(claim.id)["evidence"]]
    assert directives[-1] == "text=The%20opening%20is%20planned%20for%20September."


def test_a_copy_of_another_file_leads_readers_nowhere(claim: Claim, source: Source) -> None:
    found = service.read_upload(make_user("Rita"), source, "a.txt", PARAGRAPHS[1].encode())
    service.upload(make_user("Rita"), source, "a.txt", found)
    quoting(claim, source)
    assert places()[0].fragment
    assert snapshot(claim).fragment == ""


def test_an_address_that_was_edited_since_leads_readers_nowhere(claim: Claim, source: Source) -> None:
    quoting(claim, source)
    captured(source)
    assert snapshot(claim).fragment
    details = sources.details_of(source)
    details = sources.SourceDetails(details.title, url="https://town.example/other")
    sources.edit(make_user("Rita"), source, details, source.revision)
    assert snapshot(claim).fragment == ""

"""How far a capture is, and where a quotation is, in words that are asked for again while something is under way."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.captures.formats.locators import locator
from factcheck.captures.listing import capture_progress
from factcheck.captures.models import Capture
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Stance
from factcheck.jobs.models import Job, JobState
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from tests.captures.conftest import capturing as capturing
from tests.captures.test_capturing import captured, run_all
from tests.captures_site import Site
from tests.factories import make_user, post

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def part(client: FlaskClient, path: str) -> str:
    return " ".join(client.get(path, headers=PART).text.split())


def test_a_form_says_how_far_the_capture_is(rita: FlaskClient, claim: Claim, source: Source) -> None:
    url = f"/sources/{source.id}/captured?claim={claim.id}"
    assert "Not captured yet" in part(rita, url)
    answer = rita.post(url, headers=PART, data={"_key": "k" * 20})
    assert "waiting for its turn" in answer.text
    assert "hx-trigger" in answer.text
    run_all()
    page = part(rita, url)
    assert "Select the quotation in the capture" in page
    assert f"/quote?claim={claim.id}" in page
    assert "hx-trigger" not in page


def test_a_failure_says_why_and_can_be_tried_again(rita: FlaskClient, claim: Claim, source: Source, site: Site) -> None:
    site.status = "403 Forbidden"
    captured(source)
    page = part(rita, f"/sources/{source.id}/captured?claim={claim.id}")
    assert "Not captured:" in page
    assert "Capture again" in page


def test_a_capture_without_text_says_that_there_is_nothing_to_select(
    rita: FlaskClient, claim: Claim, source: Source, site: Site
) -> None:
    site.media_type, site.page = "image/png", "\x89PNG"
    captured(source)
    assert "no text to select" in part(rita, f"/sources/{source.id}/captured?claim={claim.id}")


def test_without_a_script_the_capture_is_asked_for_on_a_page(rita: FlaskClient, source: Source) -> None:
    answer = post(rita, f"/sources/{source.id}/captured")
    assert answer.status_code == 303
    assert "waiting for its turn" in rita.get(answer.location).text


def test_the_place_of_a_quotation_is_asked_for_until_it_is_known(
    rita: FlaskClient, claim: Claim, capture: Capture
) -> None:
    details = evidence.EvidenceDetails(Stance.REFUTES, "The opening is planned for September.")
    row = evidence.add(make_user("Rita"), claim, capture.source, details)  # type: ignore[arg-type]  # it has a source
    db.session.commit()
    page = part(rita, f"/evidence/{row.id}/quotation")
    assert "looking for the quotation" in page
    assert "hx-trigger" in page
    run_all()
    page = part(rita, f"/evidence/{row.id}/quotation")
    assert "quotation found in the capture" in page
    assert "hx-trigger" not in page
    assert "quotation found in the capture" in rita.get(f"/evidence/{row.id}/quotation").text


@pytest.mark.parametrize(
    ("job", "words"),
    [
        (None, "was interrupted"),
        (Job(state=JobState.FAILED, done=0), "was interrupted"),
        (Job(state=JobState.QUEUED, error="", done=0), "waiting for its turn"),
        (Job(state=JobState.QUEUED, error="It was busy.", done=0), "the last attempt failed (It was busy.)"),
        (Job(state=JobState.RUNNING, done=0), "fetching the page"),
        (Job(state=JobState.RUNNING, done=1), "reading the page"),
        (Job(state=JobState.RUNNING, done=2), "storing it"),
        (Job(state=JobState.RUNNING, done=3), "storing it"),
    ],
)
def test_each_step_of_a_capture_has_words(app: Flask, job: Job | None, words: str) -> None:
    assert words in capture_progress(job)


TEXT = "Title\n\n[00:01:05] Ann: Yes.\n\nThird one"
BLOCKS = [["title", 0, 5], ["paragraph", 7, 27], ["paragraph", 29, 38]]


@pytest.mark.parametrize(
    ("start", "end", "pages", "words"),
    [
        (0, 5, [], ""),
        (23, 27, [], "00:01:05"),
        (29, 38, [], "paragraph 2"),
        (0, 5, [[3, 0], [4, 20]], "page 3"),
        (18, 22, [[3, 0], [4, 20]], "pages 3–4"),
        (29, 38, [[3, 0], [4, 20]], "page 4"),
    ],
)
def test_words_are_located_by_page_time_or_paragraph(
    app: Flask, start: int, end: int, pages: list[list[int]], words: str
) -> None:
    assert locator(TEXT, BLOCKS, pages, start, end) == words


def test_a_new_address_is_added_and_captured_before_its_evidence(
    rita: FlaskClient, claim: Claim, site: Site, capturing: None
) -> None:
    url = f"{site.url}?second"
    typed = {"find": url, "source_kind": "page", "source_class": "primary", "quote": "typed before", "locator": "p. 3"}
    answer = rita.post(f"/claims/{claim.id}/evidence/source", data={**typed, "_key": "n" * 20})
    assert answer.status_code == 200
    assert "typed before" in answer.text  # nothing typed is lost
    assert "waiting for its turn" in answer.text
    again = rita.post(f"/claims/{claim.id}/evidence/source", data={**typed, "_key": "m" * 20}, headers=PART)
    assert db.session.query(Source).where(Source.url == url).count() == 1
    assert "checked" in again.text


def test_a_source_without_an_address_is_offered(rita: FlaskClient, claim: Claim) -> None:
    source = sources.add(make_user("Rita"), sources.SourceDetails("Call with the mayor"))
    db.session.commit()
    answer = rita.get(f"/claims/{claim.id}/evidence/new?source_id={source.id}")
    assert answer.status_code == 200
    assert "Call with the mayor" in answer.text


def test_a_source_that_is_refused_is_not_added(rita: FlaskClient, claim: Claim) -> None:
    data = {
        "url": "ftp://files.example/x",
        "source_kind": "page",
        "source_class": "primary",
        "quote": "typed before",
        "_key": "n" * 20,
    }
    answer = rita.post(f"/claims/{claim.id}/evidence/source", data=data)
    assert answer.status_code == 422
    assert "typed before" in answer.text
    assert db.session.query(Source).where(Source.url.like("ftp%")).count() == 0

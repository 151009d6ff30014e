"""Words that are selected in a capture become the quotation of evidence, with where they are."""

from __future__ import annotations

import html
import json
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.annotations.models import AnchorState
from factcheck.captures.models import Capture, QuotePlace
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.evidence import editing
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence, Stance
from factcheck.evidence.quotation import digest_of, of_form
from factcheck.evidence.service import EvidenceDetails
from factcheck.sources.models import Source
from tests.captures.test_capturing import captured, run_all
from tests.captures_site import PAGE, PARAGRAPHS, Site
from tests.factories import hidden, make_user, post

QUOTE = "The opening is planned for September."
TWICE = "The ferry sails at noon."


def evidence_rows() -> list[Evidence]:
    return list(db.session.scalars(select(Evidence).order_by(Evidence.id)))


def place_of(row: Evidence) -> QuotePlace:
    return db.session.scalars(select(QuotePlace).filter_by(evidence_id=row.id).order_by(QuotePlace.id.desc())).first()  # type: ignore[return-value]  # there is one


def quoting(client: FlaskClient, capture: Capture, **data: object) -> str:
    answer = client.post(f"/captures/{capture.id}/quote", data=data)
    assert answer.status_code == 200, answer.text
    return answer.text


def field_of(page: str, name: str) -> str:
    return html.unescape(hidden(page, name))


def test_the_text_of_a_capture_is_shown_as_it_is_stored(rita: FlaskClient, claim: Claim, capture: Capture) -> None:
    page = rita.get(f"/captures/{capture.id}/quote?claim={claim.id}").text
    from lxml import html as tree

    (text,) = tree.fromstring(page).cssselect("#captured-words")
    assert text.text_content() == capture.text
    assert text.get("data-length") == str(len(capture.text or ""))
    assert [it.get("data-locator") for it in text.cssselect(".block")] == [
        "", "paragraph 1", "paragraph 2", "paragraph 3", "paragraph 4",
    ]  # fmt: skip


def test_selected_words_are_filled_in_with_where_they_are(rita: FlaskClient, claim: Claim, capture: Capture) -> None:
    start = (capture.text or "").index(QUOTE)
    page = quoting(rita, capture, claim=claim.id, exact=QUOTE, prefix="in June. ", suffix="\n\nThe costs", hint=start)
    assert f">{QUOTE}</textarea>" in page.replace("\r\n", "").replace(">\n", ">")
    assert 'value="paragraph 2"' in page
    assert json.loads(field_of(page, "selector"))["start"] == start
    assert evidence_rows() == []  # nothing is saved yet
    filled = {"quote": QUOTE, "locator": "paragraph 2", "selector": field_of(page, "selector")}
    post(
        rita,
        f"/claims/{claim.id}/evidence/new",
        source_id=capture.source_id,
        stance="refutes",
        source_kind="page",
        source_class="primary",
        **filled,
    )
    run_all()
    (row,) = evidence_rows()
    assert (row.quote, row.locator, (row.selector or {})["start"]) == (QUOTE, "paragraph 2", start)
    place = place_of(row)
    assert (place.state, place.start, place.end) == (AnchorState.CONFIDENT, start, start + len(QUOTE))


def test_words_that_a_source_has_twice_are_found_where_they_were_selected(
    rita: FlaskClient, claim: Claim, source: Source, site: Site
) -> None:
    site.page = PAGE.replace(PARAGRAPHS[0], TWICE).replace(PARAGRAPHS[3], TWICE)
    capture = captured(source)
    second = (capture.text or "").rindex(TWICE)
    page = quoting(rita, capture, claim=claim.id, at=f"{second}-{second + len(TWICE)}")
    filled = {"quote": TWICE, "selector": field_of(page, "selector")}
    post(
        rita,
        f"/claims/{claim.id}/evidence/new",
        source_id=source.id,
        stance="context",
        source_kind="page",
        source_class="primary",
        **filled,
    )
    run_all()
    place = place_of(evidence_rows()[0])
    assert (place.state, place.start) == (AnchorState.CONFIDENT, second)


def test_sentences_can_be_ticked_without_a_script(rita: FlaskClient, claim: Claim, capture: Capture) -> None:
    page = rita.get(f"/captures/{capture.id}/sentences?claim={claim.id}").text
    assert QUOTE in page
    start, end = (capture.text or "").index("Work may"), (capture.text or "").index(QUOTE) + len(QUOTE)
    middle = (capture.text or "").index(QUOTE)
    page = quoting(rita, capture, claim=claim.id, at=[f"{start}-{middle - 1}", f"{middle}-{end}"])
    assert PARAGRAPHS[1] in page


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"exact": "The harbour was sold last year."}, "doesn’t contain these words"),
        ({"exact": "   "}, "Select the words first"),
        ({}, "Select the words first"),
        ({"at": ["0-8", "200-230"]}, "several that follow each other"),
        ({"at": ["5-99999"]}, "doesn’t contain these words"),
        ({"at": ["nothing"]}, "several that follow each other"),
        ({"exact": QUOTE, "hint": "x"}, "whole number"),
        ({"exact": "x" * 100_001}, "100,000"),
    ],
)
def test_other_words_are_refused_with_the_reason(
    rita: FlaskClient, claim: Claim, capture: Capture, data: dict[str, object], reason: str
) -> None:
    answer = rita.post(f"/captures/{capture.id}/quote", data={"claim": claim.id, **data})
    assert answer.status_code == 422
    assert reason in answer.text
    for place in data.get("at", []) if isinstance(data.get("at"), list) else []:  # type: ignore[union-attr]  # a list
        assert f'value="{place}" checked' in answer.text or f'value="{place}"' not in answer.text


def test_a_capture_is_quoted_for_a_claim_or_its_evidence(
    rita: FlaskClient, rob: FlaskClient, claim: Claim, capture: Capture
) -> None:
    assert rita.get(f"/captures/{capture.id}/quote").status_code == 404
    assert rita.get(f"/captures/{capture.id}/quote?claim=999").status_code == 404
    post(
        rita,
        f"/claims/{claim.id}/evidence/new",
        source_id=capture.source_id,
        stance="refutes",
        source_kind="page",
        source_class="primary",
        quote="June",
    )
    row = evidence_rows()[0]
    page = rita.get(f"/captures/{capture.id}/quote?evidence={row.id}").text
    assert "Quotation of evidence 1 for" in page
    assert rob.get(f"/captures/{capture.id}/quote?evidence={row.id}").status_code == 403
    page = quoting(rita, capture, evidence=row.id, exact=QUOTE)
    assert f"/evidence/{row.id}/edit" in page
    filled = {"quote": QUOTE, "locator": "paragraph 2", "selector": field_of(page, "selector"), "stance": "refutes"}
    post(rita, f"/evidence/{row.id}/edit", **filled, revision=row.revision, base=field_of(page, "base"))
    run_all()
    db.session.refresh(row)
    assert (row.quote, row.locator) == (QUOTE, "paragraph 2")
    post(rita, "/undo")
    db.session.refresh(row)
    assert (row.quote, row.locator, row.selector) == ("June", "", None)


def test_other_words_lose_the_place_of_the_former_ones(claim: Claim, capture: Capture) -> None:
    selector = {"prefix": "in June. ", "suffix": "", "start": 100}
    details = EvidenceDetails(Stance.REFUTES, QUOTE, selector=selector)
    row = evidence.add(make_user("Rita"), claim, capture.source, details)  # type: ignore[arg-type]  # it has a source
    editing.edit(make_user("Rita"), row, replace(details, note="Page 1"), row.revision)
    assert row.selector == selector
    editing.edit(make_user("Rita"), row, replace(details, quote="In June."), row.revision)
    assert row.selector is None


def test_evidence_of_another_source_is_refused(rita: FlaskClient, claim: Claim, capture: Capture) -> None:
    from tests.factories import make_evidence

    other = make_evidence(claim)
    other.author = make_user("Rita")
    db.session.commit()
    answer = rita.get(f"/captures/{capture.id}/quote?evidence={other.id}")
    assert answer.status_code == 404
    assert "from another source" in answer.text


def test_a_quotation_that_was_changed_by_hand_has_no_place_of_its_own() -> None:
    selector = {"prefix": "a ", "suffix": " b", "start": 2}
    value = json.dumps({"exact": QUOTE, **selector})
    assert of_form(value, QUOTE) == selector
    assert of_form(value, "Other words.") is None
    for damaged in (
        "",
        "{",
        "[]",
        "3",
        json.dumps({"exact": QUOTE}),
        json.dumps({"exact": QUOTE, **selector, "start": -1}),
    ):
        assert of_form(damaged, QUOTE) is None
    assert len({digest_of(QUOTE, None), digest_of(QUOTE, selector), digest_of("x", selector)}) == 3


def test_a_capture_of_an_article_or_without_text_has_nothing_to_quote(
    rita: FlaskClient, claim: Claim, source: Source, site: Site
) -> None:
    site.media_type, site.page = "image/png", "\x89PNG"
    capture = captured(source)
    answer = rita.get(f"/captures/{capture.id}/quote?claim={claim.id}")
    assert answer.status_code == 404
    assert "no text to quote" in answer.text

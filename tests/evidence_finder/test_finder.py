"""Passages of captures and past verdicts that bear on a claim are offered with the reason; a button attaches one."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.evidence.models import Evidence, Stance
from factcheck.evidence_finder.finding import passages_on, verdicts_on
from factcheck.evidence_finder.index_job import sources_to_index
from factcheck.evidence_finder.models import WORDS, CapturedPassage
from factcheck.evidence_finder.passages import passages
from factcheck.evidence_finder.service import attach
from factcheck.fulltext.index import missing
from tests.factories import make_claim, make_edition, make_user, post
from tests.origins.conftest import OTHER, WIRE, Captured, upload
from tests.origins.conftest import captured as captured

PERMIT = "The town hall confirmed the date. The harbour opens in September, not in May, the permit says."


@pytest.fixture
def claim(app: Flask) -> Claim:
    return make_claim()


def test_a_passage_that_bears_on_a_claim_is_found_with_the_reason(claim: Claim, captured: Captured) -> None:
    source = captured("Permit", f"{OTHER}\n\n{PERMIT}")
    captured("Wire", WIRE)
    (found,) = passages_on(claim)
    assert (found.source, found.text) == (source, PERMIT)
    assert found.reason == ["harbour", "opens"]
    assert [piece.text for piece in found.pieces if piece.is_hit] == ["harbour", "opens"]


def test_a_button_attaches_quotation_locator_and_selector(rita: FlaskClient, claim: Claim, captured: Captured) -> None:
    captured("Permit", f"{OTHER}\n\n{PERMIT}")
    url = f"/claims/{claim.id}/evidence/found"
    assert "Shares with the claim:" in rita.get(url).text
    (found,) = passages_on(claim)
    assert post(rita, f"{url}/{found.passage.id}").status_code == 422
    assert post(rita, f"{url}/{found.passage.id}", stance="refutes").status_code == 303
    row = db.session.scalars(select(Evidence)).one()
    assert (row.stance, row.quote, row.locator) == (Stance.REFUTES, PERMIT, "paragraph 2")
    assert row.selector is not None
    assert row.selector["start"] == found.passage.start
    assert passages_on(claim) == []  # it is evidence now
    page = rita.get(url).text
    assert "No captured passage shares enough words" in page
    assert f'href="/claims/{claim.id}/evidence/new"' in page


def test_a_new_capture_replaces_the_passages(app: Flask, claim: Claim, captured: Captured) -> None:
    source = captured("Permit", PERMIT)
    upload(source, OTHER)
    assert passages_on(claim) == []
    assert WORDS.count() == db.session.query(CapturedPassage).count()
    assert [name for name, _ in missing() if name == "captured_passages"] == []
    db.session.execute(WORDS.table.delete())
    db.session.query(CapturedPassage).delete()
    db.session.commit()
    assert list(sources_to_index()) == [source.id]
    result = app.test_cli_runner().invoke(args=["factcheck", "passages", "index"])
    assert "sources to index: 1" in result.output


def test_past_verdicts_on_other_claims_are_found(claim: Claim) -> None:
    edition = make_edition(state="published", claim=claim)
    other = make_claim("said on Monday", claim.annotations[0].version)
    assert [it.edition for it in verdicts_on(other)] == [edition]
    assert "harbour" in verdicts_on(other)[0].reason
    assert verdicts_on(claim) == []


def test_long_blocks_are_several_passages_and_short_ones_none() -> None:
    sentence = "The council voted on Monday for a new market. "
    text = f"Market\n{sentence * 12}".strip()
    found = passages(text, [["heading", 0, 6], ["paragraph", 7, len(text)]])
    assert len(found) == 2
    assert all(text[start:end].endswith(".") and end - start <= 320 for start, end in found)


def test_a_passage_without_its_source_is_refused(claim: Claim, captured: Captured) -> None:
    captured("Permit", PERMIT)
    (found,) = passages_on(claim)
    found.passage.capture.source = None
    with pytest.raises(Conflict, match="isn’t in the library"), db.session.no_autoflush:
        attach(make_user("Rita"), claim, found.passage, Stance.REFUTES)
    db.session.rollback()

"""Evidence is edited and put in order: what is recorded, refused and undone, and that its numbers stay."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.audit.queries import history_of
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed
from factcheck.evidence import editing, queries, service
from factcheck.evidence.models import Evidence, Stance
from factcheck.evidence.service import EvidenceDetails
from factcheck.integrity.rows import differing
from factcheck.undo import service as undoing
from factcheck.verdicts.basis_questions.queries import open_question
from factcheck.verdicts.models import Edition
from factcheck.verdicts.queries import published
from tests.factories import hidden, make_claim, make_edition, make_evidence, make_user, post, sign_in
from tests.forms import forms_of

SAYS = EvidenceDetails(Stance.REFUTES, "Opening: September.")


@pytest.fixture
def claim(app: Flask) -> Claim:
    return make_claim()


def make_three(claim: Claim) -> list[Evidence]:
    first = make_evidence(claim)
    more = [service.add(make_user("Rita"), claim, first.source, replace(SAYS, quote=f"Page {it}.")) for it in (2, 3)]
    db.session.commit()
    return [first, *more]


def order(claim: Claim) -> list[int]:
    return [row.number for row in db.session.scalars(queries.of_claim(claim.id))]


def test_an_edit_is_recorded_with_both_sides_and_undone(claim: Claim) -> None:
    rita, row = make_user("Rita"), make_evidence(claim)
    editing.edit(rita, row, replace(SAYS, stance=Stance.CONTEXT, note="Page 3"), row.revision)
    event = db.session.scalars(history_of(("claim", claim.id))).all()[-1]
    assert event.action == "evidence:edit"
    assert event.before == {"number": 1, "stance": "refutes", "note": ""}
    assert event.after == {"number": 1, "stance": "context", "note": "Page 3"}
    undoing.undo(rita)
    assert (row.stance, row.note, row.quote) == (Stance.REFUTES, "", SAYS.quote)
    undoing.redo(rita)
    assert (row.stance, row.note) == (Stance.CONTEXT, "Page 3")


def test_an_edit_that_changes_nothing_records_nothing(claim: Claim) -> None:
    row = make_evidence(claim)
    before = len(db.session.scalars(history_of(("claim", claim.id))).all())
    editing.edit(make_user("Rita"), row, SAYS, row.revision)
    assert len(db.session.scalars(history_of(("claim", claim.id))).all()) == before


def test_others_evidence_is_edited_by_an_editor_only(claim: Claim) -> None:
    row = make_evidence(claim)
    with pytest.raises(NotAllowed, match="editor or the person who added"):
        editing.edit(make_user("Rob"), row, replace(SAYS, note="x"), row.revision)
    editing.edit(make_user("Edda", Role.EDITOR), row, replace(SAYS, note="x"), row.revision)


def test_an_edit_is_refused_without_quotation_after_another_edit_when_withdrawn_or_archived(claim: Claim) -> None:
    rita, row = make_user("Rita"), make_evidence(claim)
    with pytest.raises(Invalid, match="passage") as refusal:
        editing.edit(rita, row, replace(SAYS, quote=" "), row.revision)
    assert refusal.value.field == "quote"
    editing.edit(rita, row, replace(SAYS, note="First"), 1)
    with pytest.raises(EditConflict):
        editing.edit(rita, row, replace(SAYS, note="Second"), 1)
    service.withdraw(rita, row)
    with pytest.raises(Conflict, match="withdrawn"):
        editing.edit(rita, row, SAYS, row.revision)
    service.restore(rita, row)
    claims.archive(rita, claim)
    with pytest.raises(Conflict, match="archived"):
        editing.edit(rita, row, SAYS, row.revision)
    with pytest.raises(Conflict, match="archived"):
        editing.arrange(rita, claim, [1])


def test_evidence_is_moved_and_keeps_its_numbers(claim: Claim) -> None:
    rita, (first, second, third) = make_user("Rob"), make_three(claim)
    editing.move(rita, third, first, is_after=False)
    assert order(claim) == [3, 1, 2]
    service.withdraw(make_user("Rita"), first)
    fourth = service.add(rita, claim, second.source, replace(SAYS, quote="More."))
    assert (fourth.number, order(claim)) == (4, [3, 2, 4])
    service.restore(make_user("Rita"), first)
    assert order(claim) == [3, 1, 2, 4]
    assert list(differing()) == []


def test_a_move_makes_nobodys_edit_an_outdated_one_and_is_undone(claim: Claim) -> None:
    rita, (first, second, third) = make_user("Rita"), make_three(claim)
    editing.move(rita, first, third, is_after=True)
    assert order(claim) == [2, 3, 1]
    editing.edit(rita, second, replace(SAYS, note="x"), 1)
    undoing.undo(rita)
    undoing.undo(rita)
    assert order(claim) == [1, 2, 3]
    undoing.redo(rita)
    assert order(claim) == [2, 3, 1]


def test_evidence_is_moved_beside_evidence_of_its_own_claim_only(claim: Claim) -> None:
    first = make_evidence(claim)
    other = make_evidence(make_claim("Costs were halved", db.session.get_one(Claim, claim.id).annotations[0].version))
    with pytest.raises(Invalid, match="same claim"):
        editing.move(make_user("Rita"), first, other, is_after=True)
    with pytest.raises(Invalid, match="same claim"):
        editing.move(make_user("Rita"), first, first, is_after=True)


def test_a_published_edition_keeps_its_order_and_nobody_is_asked(claim: Claim) -> None:
    rita, three = make_user("Rita"), make_three(claim)
    edition = make_edition(state="published", claim=claim)
    record, digest = edition.record, edition.record_sha256
    editing.move(rita, three[2], three[0], is_after=False)
    db.session.commit()
    assert open_question(claim.id) is None
    stored = db.session.scalars(published()).unique().one()
    assert (stored.record, stored.record_sha256) == (record, digest)


def test_an_edit_under_a_verdict_asks_the_editors(claim: Claim) -> None:
    make_edition(state="published", claim=claim)
    row = db.session.query(Evidence).one()
    editing.edit(make_user("Rita"), row, replace(SAYS, quote="Opening: October."), row.revision)
    db.session.commit()
    assert open_question(claim.id) is not None


def test_readers_see_the_order_with_the_numbers_that_the_rationale_cites(app: Flask, claim: Claim) -> None:
    three = make_three(claim)
    editing.move(make_user("Rita"), three[2], three[0], is_after=False)
    make_edition(state="published", claim=claim)
    edition = db.session.query(Edition).one()
    page = app.test_client().get(f"/checks/{edition.verdict.slug}").text
    assert re.findall(r'<li id="evidence-(\d)"', page) == ["3", "1", "2", "4"]
    assert 'href="#evidence-1">1</a>' in page


def test_who_decides_is_told_that_the_order_changed(app: Flask, claim: Claim) -> None:
    edition = make_edition(claim=claim)
    three = db.session.scalars(queries.of_claim(claim.id)).all()
    second = service.add(make_user("Rita"), claim, three[0].source, replace(SAYS, quote="More."))
    db.session.commit()
    emil = sign_in(app.test_client(), make_user("Emil", Role.EDITOR))
    page = emil.get(f"/editions/{edition.id}").text
    seen = {name: value[0] for name, value in _decision(page, edition).items()}
    editing.move(make_user("Rita"), second, three[0], is_after=False)
    db.session.commit()
    answer = post(emil, f"/editions/{edition.id}/approve", **{**seen, "_key": "k" * 20})
    assert answer.status_code == 409
    assert "Order of the evidence" in answer.text


def _decision(page: str, edition: Edition) -> dict[str, list[str]]:
    path = f"/editions/{edition.id}/approve"
    return next(form.fields for form in forms_of(page, path) if form.action == path)


def test_evidence_is_edited_on_a_page_that_says_what_a_verdict_makes_of_it(rita: FlaskClient, claim: Claim) -> None:
    make_edition(state="published", claim=claim)
    url = "/evidence/1/edit"
    page = rita.get(url).text
    assert "editors are asked whether the verdict still stands" in page
    form = {"stance": "refutes", "quote": "Opening: 1 October.", "revision": "1", "base": hidden(page, "base")}
    answer = post(rita, url, **form)
    assert (answer.status_code, answer.location) == (303, f"/claims/{claim.id}#evidence")
    history = rita.get(f"/claims/{claim.id}/history").text
    assert "edited evidence [1]" in history
    assert "<del>September</del><ins>1 October</ins>" in history


def test_who_was_overtaken_gets_both_changes_of_evidence_in_the_form(rita: FlaskClient, claim: Claim) -> None:
    make_evidence(claim)
    base = hidden(rita.get("/evidence/1/edit").text, "base")
    form = {"stance": "refutes", "quote": "Opening: September.", "revision": "1", "base": base}
    assert post(rita, "/evidence/1/edit", **{**form, "note": "Page 3"}).status_code == 303
    answer = post(rita, "/evidence/1/edit", **{**form, "quote": "Opening: late September."})
    assert answer.status_code == 409
    assert "Nothing is lost." in answer.text
    assert "Opening: late September.</textarea>" in answer.text
    assert "Page 3</textarea>" in answer.text


def test_a_form_without_stance_and_quotation_names_both(rita: FlaskClient, claim: Claim) -> None:
    make_evidence(claim)
    answer = post(rita, "/evidence/1/edit", revision="1", base="{}", note="Kept")
    assert answer.status_code == 422
    assert "Choose the stance." in answer.text
    assert "Enter the passage of the source that matters." in answer.text
    assert "Kept</textarea>" in answer.text


def test_buttons_move_evidence_within_its_list_and_the_page_without_script_comes_back(
    rita: FlaskClient, claim: Claim
) -> None:
    make_three(claim)
    url = f"/claims/{claim.id}/evidence"
    moves = [(form.action, form.fields) for form in forms_of(rita.get(url).text, url) if form.action.endswith("/move")]
    ways = [(action, fields.get("before"), fields.get("after")) for action, fields in moves]
    assert ways == [
        ("/evidence/1/move", None, ["2"]),
        ("/evidence/2/move", ["1"], None),
        ("/evidence/2/move", None, ["3"]),
        ("/evidence/3/move", ["2"], None),
    ]
    assert post(rita, "/evidence/3/move", before="2").location == f"/claims/{claim.id}#evidence"
    assert order(claim) == [1, 3, 2]
    partial = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = post(rita, "/evidence/3/move", before="1", headers=partial)
    assert re.findall(r'<article class="evidence" id="evidence-(\d)"', answer.text) == ["3", "1", "2"]
    for wrong in ({}, {"before": "x"}):
        assert post(rita, "/evidence/1/move", **wrong).status_code == 400
    assert post(rita, "/evidence/1/move", before="99").status_code == 404


def test_more_evidence_has_a_column_for_each_stance(rita: FlaskClient, claim: Claim) -> None:
    url, three = f"/claims/{claim.id}/evidence", make_three(claim)
    assert "evidence-list" in rita.get(url).text
    service.add(make_user("Rita"), claim, three[0].source, replace(SAYS, stance=Stance.SUPPORTS))
    db.session.commit()
    page = rita.get(url).text
    assert re.findall(r'<section data-stance="([a-z]+)"', page) == ["supports", "refutes", "context"]
    moved = {form.action for form in forms_of(page, url) if form.action.endswith("/move")}
    assert moved == {"/evidence/1/move", "/evidence/2/move", "/evidence/3/move"}  # the only supporting one has no way


def test_evidence_is_edited_in_the_card_too(rita: FlaskClient, claim: Claim) -> None:
    make_evidence(claim)
    partial = {"HX-Request": "true", "HX-Request-Type": "partial"}
    assert 'hx-get="/evidence/1/edit"' in rita.get(f"/claims/{claim.id}/panel", headers=partial).text
    form = rita.get("/evidence/1/edit", headers=partial).text
    assert "<html" not in form
    assert 'id="evidence-1-quote"' in form
    sent = {"stance": "refutes", "in_card": "1", "revision": "1", "base": hidden(form, "base")}
    refused = post(rita, "/evidence/1/edit", **sent, quote="", headers=partial)
    assert refused.status_code == 422
    assert 'id="evidence-1-quote-error"' in refused.text
    answer = post(rita, "/evidence/1/edit", **sent, quote="Opening: October.", headers=partial)
    assert (answer.status_code, answer.location) == (303, f"/claims/{claim.id}/panel")

"""Whether a rating changed is computed: another rating is a changed verdict, and nothing else is."""

from __future__ import annotations

import json
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.verdicts import service
from factcheck.verdicts.editions.correction_class import GIVEN
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.editions.snapshot import digest
from factcheck.verdicts.models import CorrectionClass, Edition
from tests.factories import hidden, make_correction, make_edition, make_user, post, rating, sign_in

CHANGED = CorrectionClass.VERDICT_CHANGED
OTHERS = [kind for kind in GIVEN if kind is not CHANGED]
NOTE = "We read the permit again."
FORM = {"headline": "It opens in autumn", "summary": "Not in May.", "rationale": "So it says [1].", "public_note": NOTE}


@pytest.fixture
def emil(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Emil", Role.EDITOR))


def correct(edition: Edition, rated: str, kind: CorrectionClass | None) -> Edition:
    details = VerdictDetails(rating(rated), "It opens in autumn", "Not in May.", "The permit says so [1].")
    return service.correct(make_user("Emil", Role.EDITOR), edition.verdict, details, kind, NOTE)


@pytest.mark.parametrize("kind", [*OTHERS, CorrectionClass.VOID])
def test_another_rating_is_refused_under_every_other_class_with_the_reason(app: Flask, kind: CorrectionClass) -> None:
    edition = make_edition(state="published")
    with pytest.raises(Invalid, match="from False to Mixed, so this is “Verdict changed”") as refusal:
        correct(edition, "mixed", kind)
    assert refusal.value.field == "correction_class"


@pytest.mark.parametrize(
    ("kind", "words"), [(CHANGED, "The rating stays False"), (None, "Choose"), (CorrectionClass.VOID, "Choose")]
)
def test_the_same_rating_is_no_changed_verdict(app: Flask, kind: CorrectionClass | None, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        correct(make_edition(state="published"), "false", kind)


@pytest.mark.parametrize("kind", [None, CHANGED])
def test_another_rating_is_a_changed_verdict_also_when_nothing_was_chosen(
    app: Flask, kind: CorrectionClass | None
) -> None:
    assert correct(make_edition(state="published"), "mixed", kind).correction_class is CHANGED


@pytest.mark.parametrize("kind", OTHERS)
def test_with_the_same_rating_the_editor_says_what_kind_it_is(app: Flask, kind: CorrectionClass) -> None:
    assert correct(make_edition(state="published"), "false", kind).correction_class is kind


def test_a_draft_cannot_flip_its_rating_under_the_class_it_has(app: Flask) -> None:
    draft = correct(make_edition(state="published"), "false", CorrectionClass.TYPO)
    details = VerdictDetails(rating("true"), draft.headline, draft.summary, draft.rationale)
    with pytest.raises(Invalid, match="so this is “Verdict changed”"):
        service.edit(draft.author, draft, details, draft.revision)
    db.session.rollback()


@pytest.mark.parametrize("act", ["submit", "approve"])
def test_what_was_classed_wrongly_before_goes_no_further(app: Flask, act: str) -> None:
    states = {"submit": "draft", "approve": "submitted"}
    draft = make_correction(make_edition(state="published"), "mixed", state=states[act])
    db.session.execute(update(Edition).where(Edition.id == draft.id).values(correction_class=CorrectionClass.TYPO))
    db.session.expire_all()
    emil, edda = make_user("Emil", Role.EDITOR), make_user("Edda", Role.EDITOR)
    acts = {
        "submit": partial(service.submit, emil, draft, draft.revision),
        "approve": partial(service.approve, edda, draft, draft.revision, publish=False),
    }
    with pytest.raises(Conflict, match="so this is “Verdict changed”, not “Typo”"):
        acts[act]()
    db.session.rollback()


def test_the_form_refuses_a_flip_under_typo_and_keeps_all(emil: FlaskClient) -> None:
    edition = make_edition(state="published")
    url = f"/verdicts/{edition.verdict_id}/correct"
    assert 'value="void"' not in emil.get(url).text
    refused = post(emil, url, **FORM, rating="mixed", correction_class="typo")
    assert refused.status_code == 422
    assert "The rating changes from False to Mixed" in refused.text
    assert NOTE in refused.text
    empty = post(emil, url, **FORM, rating="false")
    assert (empty.status_code, "Choose the kind of change." in empty.text) == (422, True)
    assert post(emil, url, **FORM, rating="mixed", correction_class="void").status_code == 422
    assert post(emil, url, **FORM, rating="mixed").status_code == 303


def test_class_and_note_of_a_draft_can_be_changed(emil: FlaskClient) -> None:
    draft = make_correction(make_edition(state="published"), "false", state="draft")
    url = f"/editions/{draft.id}/edit"
    page = emil.get(url).text
    assert NOTE in page
    form = {**FORM, "rating": "false", "revision": hidden(page, "revision"), "base": hidden(page, "base")}
    answer = post(emil, url, **{**form, "correction_class": "update", "public_note": "There is a new permit."})
    assert answer.status_code == 303
    after = db.session.get_one(Edition, draft.id)
    assert (after.correction_class, after.public_note) == (CorrectionClass.UPDATE, "There is a new permit.")
    form |= {"revision": str(after.revision), "correction_class": "update"}
    assert post(emil, url, **{**form, "public_note": " "}).status_code == 422


def test_the_check_finds_a_correction_whose_class_contradicts_its_ratings(app: Flask) -> None:
    runner = app.test_cli_runner()
    draft = make_correction(make_edition(state="published"), "mixed", state="submitted")
    service.approve(make_user("Edda", Role.EDITOR), draft, draft.revision, publish=False)
    db.session.commit()
    assert runner.invoke(args=["factcheck", "check"]).exit_code == 0
    values = {**row(draft), "number": 3, "state": "published", "published_at": draft.approved_at}
    record = json.dumps({**json.loads(draft.record or ""), "number": 3, "correction_class": "clarification"})
    values |= {"correction_class": CorrectionClass.CLARIFICATION, "record": record, "record_sha256": digest(record)}
    db.session.add(Edition(**values))
    db.session.commit()
    answer = runner.invoke(args=["factcheck", "check"])
    assert answer.exit_code == 1
    line = "is called clarification, but its rating went from False to Mixed"
    assert line in answer.output.partition("FAIL every correction's class agrees with its ratings")[2]


def row(edition: Edition) -> dict[str, object]:
    """The columns of an edition, without its number."""
    left_out = {"id", "revision"}
    return {it.key: getattr(edition, it.key) for it in Edition.__table__.columns if it.key not in left_out}


def test_ratings_are_compared_as_a_whole(app: Flask) -> None:
    edition = make_edition(state="published", rated="true")
    draft = make_correction(edition, "mostly-true", state="submitted")
    edda = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    assert "<del>True</del><ins>Mostly true</ins>" in edda.get(f"/editions/{draft.id}").text

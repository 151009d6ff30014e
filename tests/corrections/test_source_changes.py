"""Words that the publisher changed after their verdict: put before an editor, until that is answered."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.anchoring.selectors import Quote
from factcheck.annotations.models import Anchor
from factcheck.articles.models import Version
from factcheck.claims.models import Claim
from factcheck.corrections import source_changes
from factcheck.corrections.models import ChangeAnswer, Outcome
from factcheck.db import db
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.jobs.worker import run_due
from factcheck.reanchoring import service as reanchoring_service
from factcheck.verdicts import service
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.models import CorrectionClass, Verdict
from tests.factories import make_article, make_claim, make_edition, make_user, post, rating, sign_in
from tests.texts import DELETED, DOUBLED, MOVED, NEW, OLD, REWORDED, update

NOTE = "The page gives no notice of a change; looked at on 25 November."


@pytest.fixture
def version(app: Flask) -> Version:
    """Version 2: of four published claims one moved, one is reworded, one is gone and one stands as it did."""
    old = make_article(OLD, "No reason to dredge")
    for words in (MOVED, REWORDED, DELETED, DOUBLED):
        make_edition(state="published", claim=make_claim(words, old))
    return opened(old, NEW)


def opened(old: Version, text: str) -> Version:
    version = update(old, text)
    run_due()
    db.session.expire_all()
    return version


def waiting(claim_id: int | None = None) -> list[int]:
    """Numbers of the claims that wait for an editor."""
    db.session.expire_all()
    places = db.session.scalars(source_changes.unanswered(claim_id)).unique()
    return [it.target.annotation.claim_id for it in places]


def seen(claim_id: int) -> list[tuple[int, int]]:
    return [(it.id, it.revision) for it in db.session.scalars(source_changes.unanswered(claim_id)).unique()]


def claim(number: int) -> Claim:
    return db.session.get_one(Claim, number)


def edda() -> User:
    return make_user("Edda", Role.EDITOR)


def answer(number: int, outcome: Outcome = Outcome.STANDS) -> None:
    source_changes.answer(edda(), claim(number), outcome, NOTE, seen(number))
    db.session.commit()


def test_reworded_and_removed_words_of_a_verdict_wait_and_no_others(version: Version) -> None:
    assert waiting() == [2, 3]
    assert waiting(2) == [2]
    assert waiting(1) == []


def test_without_a_verdict_nothing_waits(app: Flask) -> None:
    old = make_article(OLD, "No reason to dredge")
    make_claim(REWORDED, old)
    make_edition(state="submitted", claim=make_claim(DELETED, old))
    opened(old, NEW)
    assert waiting() == []


def test_what_was_changed_before_the_approval_does_not_wait(app: Flask) -> None:
    old = make_article(OLD, "No reason to dredge")
    checked = make_claim(REWORDED, old)
    version = opened(old, NEW)
    make_edition(state="published", claim=checked)
    assert waiting() == []
    opened(version, f"{NEW}\n\nA third version, in which these words are as they were in the second.")
    assert waiting() == []


def test_an_answer_holds_for_as_long_as_the_words_are_these(version: Version) -> None:
    answer(2)
    assert waiting() == [3]
    third = opened(version, f"{NEW}\n\nA third version.")
    assert waiting() == [3]
    opened(third, NEW.replace("11 times", "19 times"))
    assert waiting() == [2, 3]


def test_an_answer_is_taken_back(version: Version) -> None:
    answer(3, Outcome.STEALTH_EDIT)
    given = db.session.scalars(source_changes.stealth_edits(version.id)).one()
    assert (given.note, given.exact) == (NOTE, None)
    source_changes.take_back(edda(), given)
    assert waiting() == [2, 3]
    assert db.session.scalars(source_changes.stealth_edits(version.id)).all() == []
    with pytest.raises(Conflict, match="already been undone"):
        source_changes.take_back(edda(), given)


def test_a_new_edition_answers_as_well(version: Version) -> None:
    verdict = db.session.scalars(select(Verdict).where(Verdict.claim_id == 2)).one()
    details = VerdictDetails(rating(), "Eleven or fourteen", "Not so.", "The log says so [1].")
    edition = service.correct(edda(), verdict, details, CorrectionClass.UPDATE, "The article has another figure now.")
    service.submit(edda(), edition, edition.revision)
    assert waiting() == [2, 3]
    service.approve(make_user("Emil", Role.EDITOR), edition, edition.revision)
    assert waiting() == [3]


def test_a_mark_put_back_on_its_very_words_no_longer_waits(version: Version) -> None:
    third = opened(version, OLD)
    assert waiting() == []
    opened(third, NEW)
    assert waiting() == [2, 3]
    it = db.session.scalars(select(Anchor).where(Anchor.target_id == 3).order_by(Anchor.id.desc())).first()
    reanchoring_service.move(make_user("Rita"), it, Quote("The board meets again in November."), it.revision)
    assert waiting() == [2, 3]  # other words than those that were checked


def test_what_can_not_be_answered_is_refused(version: Version) -> None:
    with pytest.raises(NotAllowed, match="Only an editor can"):
        source_changes.answer(make_user("Rita"), claim(2), Outcome.STANDS, NOTE, seen(2))
    with pytest.raises(Invalid, match="Explain what changed"):
        source_changes.answer(edda(), claim(2), Outcome.STANDS, "  ", seen(2))
    with pytest.raises(Invalid, match="at most 1,000"):
        source_changes.answer(edda(), claim(2), Outcome.STANDS, "x" * 1001, seen(2))
    with pytest.raises(Conflict, match="has the checked wording again"):
        source_changes.answer(edda(), claim(1), Outcome.STANDS, NOTE, [])
    shown = seen(2)
    it = db.session.get_one(Anchor, shown[0][0])
    reanchoring_service.confirm(make_user("Rita"), it, it.revision)
    with pytest.raises(Conflict):
        source_changes.answer(edda(), claim(2), Outcome.STANDS, NOTE, shown)
    db.session.rollback()
    with pytest.raises(NotAllowed):
        source_changes.take_back(make_user("Rita"), ChangeAnswer(claim_id=2))


def test_an_editor_finds_it_on_the_desk_and_records_a_stealth_edit(version: Version, client: FlaskClient) -> None:
    sign_in(client, edda())
    desk = client.get("/").text
    assert "Changes by the publisher" in desk
    assert 'href="/claims/2/changes"' in desk
    assert "The publisher changed these words after our verdict." in client.get("/claims/2").text
    page = client.get("/claims/2/changes").text
    assert "<del>14</del>" in page
    shown = " ".join(f"{number}-{revision}" for number, revision in seen(2))
    assert f'value="{shown}"' in page
    form = {"outcome": "stealth-edit", "note": NOTE, "seen": shown}
    empty = post(client, "/claims/2/changes", **{**form, "note": ""})
    assert (empty.status_code, "Explain why." in empty.text) == (422, True)
    damaged = post(client, "/claims/2/changes", **{**form, "seen": "x"})
    assert damaged.status_code == 422
    assert post(client, "/claims/2/changes", **form).status_code == 303
    page = client.get("/claims/2/changes").text
    assert NOTE in page
    assert "Publish a correction" in page
    assert "/claims/2/changes" not in client.get("/").text
    assert "Stealth edit, recorded by Edda" in client.get("/articles/1").text
    assert post(client, "/claims/2/changes", **form).status_code == 409
    assert post(client, "/change-answers/1/take-back").status_code == 303
    assert 'href="/claims/2/changes"' in client.get("/").text


def test_the_new_edition_begins_with_what_changed(version: Version, client: FlaskClient) -> None:
    sign_in(client, edda())
    page = client.get("/verdicts/2/correct?note=Since+our+verdict+the+article+was+changed").text
    assert "Since our verdict the article was changed</textarea>" in page
    assert 'value="update" checked' in page or 'checked id="correction_class-2"' in page


def test_a_reviewer_sees_the_change_but_not_the_question(version: Version, client: FlaskClient) -> None:
    sign_in(client, make_user("Rita"))
    page = client.get("/claims/2/changes").text
    assert "An editor decides what this means" in page
    assert "Record decision" not in page
    assert "/claims/2/changes" not in client.get("/").text
    assert post(client, "/claims/2/changes", outcome="stands", note=NOTE, seen="1-1").status_code == 403


def test_the_page_of_a_claim_tells_its_course_from_version_to_version(version: Version, client: FlaskClient) -> None:
    sign_in(client, edda())
    third = opened(version, f"{NEW}\n\nA third version.")
    opened(third, OLD)
    reworded, removed, moved = (client.get(f"/claims/{number}").text for number in (2, 3, 1))
    for page, words in (
        (
            reworded,
            ("Version 2</a>: reworded: ", "uncertain", "Version 3</a>: same as in version 2", "4</a>: unchanged"),
        ),
        (removed, ("Version 2</a>: removed", "Version 3</a>: removed", "Version 4</a>: unchanged")),
        (moved, ("Version 1</a>: highlighted", "Version 2</a>: moved", "Version 3</a>: moved")),
    ):
        for it in words:
            assert it in page, it

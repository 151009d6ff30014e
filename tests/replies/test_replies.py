"""The right of reply: who was asked, by when, what was answered; on the claim, in the edition and for readers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.replies import service
from factcheck.replies.models import ReplyChannel, ReplyRequest
from factcheck.replies.service import RequestDetails
from factcheck.replies.status import ReplyKind, ReplyStatus, status_of
from factcheck.undo import service as undo
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.basis_questions import queries as questions
from factcheck.verdicts.editions.build_snapshot import build_snapshot
from factcheck.verdicts.editions.requirements import REPLY, REQUIRED_REPLY, OpenIssues, RequirementNotMet, met
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import EditionState
from factcheck.web.local_time import today
from tests.factories import make_claim, make_edition, make_user, post, sign_in

TODAY = date(2026, 6, 10)
WORDS = "We said so in May, and we stand by it."
SENT = {
    "kind": "comment-on-claim", "asked_of": "Signe Holt", "channel": "by-email", "contact": "mayor@town.example",
    "question": "Is it so?", "asked_on": "2026-06-01", "answer_by": "2026-06-04",
}  # fmt: skip


def asked(claim: Claim, days: int = -1, kind: ReplyKind = ReplyKind.COMMENT) -> ReplyRequest:
    """A request whose answer is due in so many days."""
    until = today(None) + timedelta(days=days)
    on = min(today(None), until - timedelta(days=3))
    details = RequestDetails(kind, "Signe Holt", ReplyChannel.EMAIL, "", False, "Is it so?", on, until)
    request = service.ask(make_user("Rita"), claim, details)
    db.session.commit()
    return request


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


@pytest.mark.parametrize(
    ("answer", "due", "status"),
    [
        ("", TODAY, ReplyStatus.AWAITED),
        ("", TODAY - timedelta(days=1), ReplyStatus.UNANSWERED),
        ("Yes.", TODAY + timedelta(days=1), ReplyStatus.ANSWERED),
        ("Yes.", TODAY - timedelta(days=9), ReplyStatus.ANSWERED),
    ],
)
def test_the_day_of_the_deadline_still_counts(answer: str, due: date, status: ReplyStatus) -> None:
    assert status_of(answer, due, TODAY) is status


def test_a_request_is_recorded_with_a_letter_and_answered_word_for_word(rita: FlaskClient) -> None:
    claim = make_claim()
    form = rita.get(f"/claims/{claim.id}/replies/new").text
    assert f"“{claim.quoted}”" in form
    assert "We will print your answer word for word." in form
    other = rita.get(f"/claims/{claim.id}/replies/new?kind=correction-by-publisher").text
    assert "which you published, and ask you to correct it" in other
    assert f'value="{claim.annotations[0].article.publisher}"' in other
    sent = post(rita, f"/claims/{claim.id}/replies/new", **SENT)
    assert sent.location == f"/claims/{claim.id}#replies"
    request = db.session.query(ReplyRequest).one()
    page = rita.get(f"/claims/{claim.id}").text
    assert "Not answered" in page
    assert f"[FC-{claim.id}-{request.id}]" in page
    where = f"/replies/{request.id}/answer"
    post(rita, where, answer=f" {WORDS}\n", answered_on="2026-06-09", revision="1")
    page = rita.get(f"/claims/{claim.id}").text
    assert WORDS in page
    assert "recorded the answer to a request" in page
    assert f"/replies/{request.id}/remove" not in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"asked_of": " "}, "Enter the person or organisation."),
        ({"question": ""}, "Enter what was asked."),
        ({"asked_on": "2999-01-01"}, "This date is in the future."),
        ({"answer_by": ""}, "Enter the last day for an answer."),
        ({"answer_by": "2026-05-31"}, "The answer is due before the request was made."),
        ({"contact": "x" * 301}, "300"),
        ({"kind": "favour"}, "Not a valid choice."),
    ],
)
def test_what_cannot_be_asked_is_refused_and_kept(rita: FlaskClient, changed: dict[str, str], words: str) -> None:
    claim = make_claim()
    answer = post(rita, f"/claims/{claim.id}/replies/new", **SENT | changed)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Is it so?" in answer.text or "question" in changed
    assert db.session.query(ReplyRequest).count() == 0


def test_an_answer_has_words_and_a_day_after_the_request(app: Flask) -> None:
    rita, request = make_user("Rita"), asked(make_claim())
    for words, on, field in (
        (WORDS, None, "answered_on"),
        ("", today(None), "answer"),
        (WORDS, request.asked_on - timedelta(days=1), "answered_on"),
        (WORDS, today(None) + timedelta(days=3), "answered_on"),
    ):
        with pytest.raises(Invalid) as refusal:
            service.answer(rita, request, words, on, 1)
        assert refusal.value.field == field
    service.answer(rita, request, WORDS, today(None), 1)
    with pytest.raises(EditConflict):
        service.answer(rita, request, "Another.", today(None), 1)
    with pytest.raises(Conflict, match="can’t be removed"):
        service.remove(rita, request)


def test_a_removed_request_comes_back_by_undo_and_takes_no_answer_meanwhile(app: Flask) -> None:
    rita, claim = make_user("Rita"), make_claim()
    request = asked(claim)
    service.remove(rita, request)
    db.session.commit()
    assert service.requests_of(claim.id) == []
    with pytest.raises(Conflict, match="was removed"):
        service.answer(rita, request, WORDS, today(None), request.revision)
    db.session.rollback()
    undo.undo(rita)
    assert [it for it, _ in service.requests_of(claim.id)] == [request]


def test_the_answer_is_taken_back_by_undo_and_set_again_by_redo(app: Flask) -> None:
    rita, request = make_user("Rita"), asked(make_claim())
    service.answer(rita, request, WORDS, today(None), 1)
    db.session.commit()
    undo.undo(rita)
    assert (request.answer, request.answered_on) == ("", None)
    db.session.commit()
    undo.redo(rita)
    assert request.answer == WORDS


def test_the_edition_has_each_request_as_it_was_on_the_day_of_the_approval(client: FlaskClient) -> None:
    edition = make_edition()
    claim = edition.verdict.claim
    asked(claim)
    asked(claim, days=5, kind=ReplyKind.CORRECTION)
    verdicts.approve(make_user("Emil", Role.EDITOR), edition, edition.revision)
    db.session.commit()
    record = EditionSnapshot.from_json(edition.record or "")
    assert [it.status for it in record.replies] == ["unanswered", "awaited"]
    page = client.get(f"/checks/{edition.verdict.slug}").text
    assert "for a comment by e-mail on" in page
    assert ". No answer came by" in " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "an answer was still due by" in page
    assert "Is it so?" not in page


def test_a_late_answer_asks_the_editors_whether_the_verdict_stands(app: Flask) -> None:
    edition = make_edition()
    claim, rita = edition.verdict.claim, make_user("Rita")
    request = asked(claim)
    verdicts.approve(make_user("Emil", Role.EDITOR), edition, edition.revision)
    asked(claim, days=5)
    assert questions.open_question(claim.id) is None
    service.answer(rita, request, WORDS, today(None), request.revision)
    db.session.flush()
    question = questions.open_question(claim.id)
    assert question is not None
    assert [(it.name, it.before, it.after) for it in questions.changes_under(edition)] == [("answer", "", WORDS)]
    service.answer(rita, request, "", None, request.revision)
    db.session.flush()
    assert questions.open_question(claim.id) is None


def test_a_request_that_readers_were_told_of_is_not_removed_silently(app: Flask) -> None:
    edition, rita = make_edition(), make_user("Rita")
    request = asked(edition.verdict.claim)
    verdicts.approve(make_user("Emil", Role.EDITOR), edition, edition.revision)
    service.remove(rita, request)
    assert [(it.name, it.before, it.after) for it in questions.changes_under(edition)] == [
        ("asked_of", "Signe Holt", None)
    ]
    assert questions.open_question(edition.verdict.claim_id) is not None
    service.restore(rita, request)
    assert questions.open_question(edition.verdict.claim_id) is None


@pytest.mark.parametrize(("days", "is_met"), [(None, False), (5, False), (-1, True)])
def test_the_requirement_is_met_once_nobody_is_waited_for(app: Flask, days: int | None, is_met: bool) -> None:
    edition = make_edition()
    if days is not None:
        asked(edition.verdict.claim, days=days)
    record = build_snapshot(edition, "a", "", None)
    assert record.claimant is not None
    assert met(record, OpenIssues())[REPLY] is is_met
    assert met(replace(record, claimant=None), OpenIssues(is_reply_required=True))[REQUIRED_REPLY]


def test_a_newsroom_may_require_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(app.extensions["settings"], is_reply_required=True)
    monkeypatch.setitem(app.extensions, "settings", settings)
    emil, edition = make_user("Emil", Role.EDITOR), make_edition()
    with pytest.raises(RequirementNotMet, match="Right of reply"):
        verdicts.approve(emil, edition, edition.revision)
    db.session.rollback()
    asked(edition.verdict.claim)
    verdicts.approve(emil, edition, edition.revision)
    assert edition.state is EditionState.PUBLISHED
    assert "Right of reply" in app.test_client().get("/methodology").text


def test_nobody_else_reads_the_text_or_the_address(client: FlaskClient) -> None:
    claim = make_claim()
    asked(claim)
    assert client.get(f"/claims/{claim.id}/replies/new").status_code in {302, 303, 401}
    assert "question" not in str(db.session.query(Event).filter_by(action="reply:ask").one().after)

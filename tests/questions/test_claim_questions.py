"""Questions about a claim: asked, answered by evidence, put in order, undone; in the edition and for readers."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.db import db, utcnow
from factcheck.db.visibility import visible_to
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence
from factcheck.integrity.rows import differing
from factcheck.questions import answering, queries, service
from factcheck.questions.answer_kinds import AnswerKind
from factcheck.questions.answering import AnswerDetails
from factcheck.questions.models import ClaimQuestion, QuestionAnswer
from factcheck.site.prose.judgement import judgements, passages, with_judgement
from factcheck.undo import service as undoing
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.basis_questions import queries as basis
from factcheck.verdicts.editions.build_snapshot import build_snapshot
from factcheck.verdicts.editions.requirements import HAS_EVIDENCE, NO_OPEN_ISSUES, QUESTIONS, met
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import Edition
from tests.factories import hidden, make_claim, make_edition, make_evidence, make_user, post, sign_in

OPENS = "When does the harbour open?"
PAYS = "Who pays for it?"
SEARCHED = AnswerDetails(AnswerKind.NOT_FOUND, "The budgets of 2024 to 2026.")


@pytest.fixture
def claim(app: Flask) -> Claim:
    return make_claim()


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def asked(claim: Claim, text: str = OPENS) -> ClaimQuestion:
    question = service.ask(make_user("Rita"), claim, text)
    db.session.commit()
    return question


def answered(question: ClaimQuestion, details: AnswerDetails) -> QuestionAnswer:
    answer = answering.add(make_user("Rita"), question, details)
    db.session.commit()
    return answer


def proof(claim: Claim) -> Evidence:
    return db.session.query(Evidence).filter_by(claim_id=claim.id).order_by(Evidence.id).first() or make_evidence(claim)


def texts(claim: Claim) -> list[str]:
    return [row.text for row in db.session.scalars(queries.of_claim(claim.id))]


def approved(edition: Edition) -> Edition:
    verdicts.approve(make_user("Emil", Role.EDITOR), edition, edition.revision)
    db.session.commit()
    return edition


def test_a_question_is_asked_answered_and_shown_on_the_page_of_the_claim(rita: FlaskClient, claim: Claim) -> None:
    row = make_evidence(claim)
    sent = post(rita, f"/claims/{claim.id}/questions/new", text=f" {OPENS}\n", another="1")
    assert sent.location == f"/claims/{claim.id}/questions/new"
    question = db.session.query(ClaimQuestion).one()
    assert "Open question" in rita.get(f"/claims/{claim.id}").text
    where = f"/claim-questions/{question.id}/answers/new"
    assert f"[{row.number}]" in rita.get(where).text
    sent = post(rita, where, kind="answered-by-quotation", evidence=str(row.number), text="")
    assert sent.location == f"/claims/{claim.id}#questions"
    page = rita.get(f"/claims/{claim.id}").text
    assert OPENS in page
    assert "The quotation answers it" in page
    assert "Open question" not in page
    assert "answered question Q1" in page
    assert 'class="count">1<' in rita.get(f"/claims/{claim.id}/panel").text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"kind": ""}, ["Choose how it is answered."]),
        ({"kind": "answered-yes"}, ["Choose the evidence that the answer rests on."]),
        ({"kind": "answered-in-own-words"}, ["Choose the evidence", "Enter the answer."]),
        ({"kind": "no-answer-found", "evidence": "1"}, ["has no evidence", "Enter where you searched."]),
        ({"kind": "no-answer-found", "text": "x" * 2001}, ["2,000"]),
    ],
)
def test_an_answer_that_lacks_something_is_refused_at_each_field(
    rita: FlaskClient, claim: Claim, sent: dict[str, str], words: list[str]
) -> None:
    make_evidence(claim)
    answer = post(rita, f"/claim-questions/{asked(claim).id}/answers/new", **{"evidence": "", "text": ""} | sent)
    assert answer.status_code == 422
    assert [it for it in words if it not in answer.text] == []
    assert db.session.query(QuestionAnswer).count() == 0


def test_a_question_needs_words_and_a_claim_in_use(rita: FlaskClient, claim: Claim) -> None:
    answer = post(rita, f"/claims/{claim.id}/questions/new", text="  ")
    assert (answer.status_code, "Enter the question." in answer.text) == (422, True)
    question = asked(claim)
    claims.archive(make_user("Edda", Role.EDITOR), claim)
    with pytest.raises(Conflict, match="archived"):
        service.ask(make_user("Rita"), claim, PAYS)
    with pytest.raises(Conflict, match="archived"):
        answering.add(make_user("Rita"), question, SEARCHED)


def test_evidence_of_another_claim_answers_nothing(claim: Claim) -> None:
    other = make_evidence(make_claim("Costs were halved"))
    with pytest.raises(Invalid, match="of this claim") as refusal:
        answering.add(make_user("Rita"), asked(claim), AnswerDetails(AnswerKind.YES, "", other))
    assert refusal.value.field == "evidence"


def test_an_edit_is_merged_recorded_and_undone(rita: FlaskClient, claim: Claim) -> None:
    question = asked(claim)
    where = f"/claim-questions/{question.id}/edit"
    page = rita.get(where).text
    form = {"revision": hidden(page, "revision"), "base": hidden(page, "base")}
    assert post(rita, where, text=PAYS, **form).status_code == 303
    assert post(rita, where, text="Who opens it?", **form).status_code == 409
    with pytest.raises(EditConflict):
        service.edit(make_user("Rita"), question, "Another?", 1)
    undoing.undo(make_user("Rita"))
    assert question.text == OPENS


def test_an_edited_answer_is_undone_and_redone(claim: Claim) -> None:
    rita, question = make_user("Rita"), asked(claim)
    answer = answered(question, SEARCHED)
    answering.edit(rita, answer, AnswerDetails(AnswerKind.NO, "It opens later.", make_evidence(claim)), answer.revision)
    db.session.commit()
    undoing.undo(rita)
    assert answering.details_of(answer) == SEARCHED
    undoing.redo(rita)
    assert (answer.kind, answer.evidence) == (AnswerKind.NO, proof(claim))
    with pytest.raises(EditConflict):
        answering.edit(rita, answer, SEARCHED, 1)


def test_what_was_removed_comes_back_and_its_number_is_never_used_again(claim: Claim) -> None:
    rita, question = make_user("Rita"), asked(claim)
    answer = answered(question, SEARCHED)
    answering.remove(rita, answer)
    assert question.valid_answers == []
    answering.restore(rita, answer)
    service.remove(rita, question)
    db.session.commit()
    assert asked(claim, PAYS).number == 2
    assert texts(claim) == [PAYS]
    with pytest.raises(Conflict, match="was removed"):
        answering.add(rita, question, SEARCHED)
    service.restore(rita, question)
    assert texts(claim) == [OPENS, PAYS]
    for act in (service.restore, lambda who, row: answering.restore(who, row.answers[0])):
        with pytest.raises(Conflict, match="wasn’t removed"):
            act(rita, question)


def test_only_its_author_or_an_editor_changes_a_question(claim: Claim) -> None:
    question, rob = asked(claim), make_user("Rob")
    answer = answered(question, SEARCHED)
    with pytest.raises(NotAllowed, match="person who wrote it"):
        service.remove(rob, question)
    with pytest.raises(NotAllowed, match="person who wrote it"):
        answering.remove(rob, answer)
    service.edit(make_user("Edda", Role.EDITOR), question, PAYS, question.revision)


def test_questions_are_put_in_order_and_back(rita: FlaskClient, claim: Claim) -> None:
    first, second = asked(claim), asked(claim, PAYS)
    assert post(rita, f"/claim-questions/{second.id}/move", before=str(first.id)).status_code == 303
    assert texts(claim) == [PAYS, OPENS]
    undoing.undo(make_user("Rita"))
    assert texts(claim) == [OPENS, PAYS]
    assert post(rita, f"/claim-questions/{second.id}/move", after=str(second.id)).status_code == 422
    assert post(rita, f"/claim-questions/{second.id}/move").status_code == 400
    assert list(differing()) == []


def test_readers_get_answers_and_gaps(client: FlaskClient) -> None:
    edition = make_edition()
    claim = edition.verdict.claim
    answered(asked(claim), AnswerDetails(AnswerKind.YES, "In September.", proof(claim)))
    answered(asked(claim, PAYS), SEARCHED)
    asked(claim, "Was it promised before?")
    approved(edition)
    page = client.get(f"/checks/{edition.verdict.slug}").text
    answers, gaps = page.split("Questions and answers")[1].split("What we could not find out")
    assert OPENS in answers
    assert 'id="question-1"' in answers
    assert 'href="#evidence-1"' in answers
    assert "In September." in answers
    assert PAYS in gaps
    assert PAYS not in answers
    assert "We searched:" in gaps
    assert "The budgets of 2024 to 2026." in gaps
    assert "No answer yet." in gaps
    (check,) = json.loads(client.get("/exports/checks.json").text)
    assert [row["number"] for row in check["record"]["questions"]] == [1, 2, 3]


def test_the_edition_has_no_answer_whose_evidence_was_withdrawn(claim: Claim) -> None:
    edition = make_edition(claim=claim)
    row = make_evidence(claim)
    answered(asked(claim), AnswerDetails(AnswerKind.OWN_WORDS, "In September.", row))
    assert build_snapshot(edition, "a", "", None).questions[0].answers[0].evidence == row.number
    evidence.withdraw(make_user("Rita"), row)
    record = build_snapshot(edition, "a", "", None)
    assert record.questions[0].answers == ()
    assert EditionSnapshot.from_json(record.to_json()) == record


def test_an_answer_that_rests_on_a_confidential_source_is_hidden_with_it(client: FlaskClient, claim: Claim) -> None:
    row, edition = make_evidence(claim), make_edition(claim=claim)
    answer = answered(asked(claim), AnswerDetails(AnswerKind.OWN_WORDS, "The mayor told us.", row))
    answered(answer.question, SEARCHED)
    row.source.confidential_since = utcnow()
    answering.edit(make_user("Rita"), answer, AnswerDetails(AnswerKind.NO, "She denies it.", row), 1)
    db.session.commit()
    page = sign_in(client, make_user("Rob")).get(f"/claims/{claim.id}").text
    assert "The budgets of 2024 to 2026." in page
    assert [it for it in ("The mayor told us.", "She denies it.") if it in page] == []
    with visible_to(None):
        db.session.expire_all()
        record = build_snapshot(edition, "a", "", None)
    assert [it.kind for it in record.questions[0].answers] == ["no-answer-found"]


@pytest.mark.parametrize(
    ("act", "names"),
    [
        (lambda who, it: service.edit(who, it, PAYS, it.revision), ["question"]),
        (service.remove, ["question"]),
        (lambda who, it: answering.remove(who, it.answers[0]), ["answer_kind", "answer_text"]),
        (lambda who, it: answering.add(who, it, SEARCHED), ["answer_kind", "answer_text"]),
        (
            lambda who, it: answering.edit(who, it.answers[0], AnswerDetails(AnswerKind.NO, "", proof(it.claim)), 1),
            ["answer_kind", "answer_text"],
        ),
    ],
)
def test_under_a_verdict_a_change_asks_whether_it_stands(app: Flask, act: object, names: list[str]) -> None:
    edition, who = make_edition(), make_user("Rita")
    claim = edition.verdict.claim
    question = asked(claim)
    answered(question, AnswerDetails(AnswerKind.YES, "In September.", proof(claim)))
    approved(edition)
    asked(claim, "One that the edition never had?")
    assert basis.open_question(claim.id) is None
    act(who, question)  # type: ignore[operator]  # one of the acts above
    db.session.commit()
    assert [it.name for it in basis.changes_under(edition)] == names
    assert basis.open_question(claim.id) is not None
    undoing.undo(who)
    db.session.commit()
    assert basis.open_question(claim.id) is None


def test_requirements_ask_for_an_answer_and_count_what_it_rests_on(claim: Claim) -> None:
    edition = make_edition(claim=claim)
    question = asked(claim)
    assert not met(build_snapshot(edition, "a", "", None), NO_OPEN_ISSUES)[QUESTIONS]
    answered(question, SEARCHED)
    record = replace(build_snapshot(edition, "a", "", None), rationale="Nobody knows [Q1].")
    assert met(record, NO_OPEN_ISSUES)[QUESTIONS]
    assert not met(record, NO_OPEN_ISSUES)[HAS_EVIDENCE]
    answered(question, AnswerDetails(AnswerKind.NO, "", proof(claim)))
    record = replace(build_snapshot(edition, "a", "", None), rationale="It doesn’t [Q1].")
    assert met(record, NO_OPEN_ISSUES)[HAS_EVIDENCE]


def test_while_writing_each_sentence_that_cites_nothing_is_marked(client: FlaskClient) -> None:
    edition = make_edition(state="submitted")
    claim = edition.verdict.claim
    asked(claim)
    edda = sign_in(client, make_user("Edda", Role.EDITOR))
    why = "The permit says so [1]. That is late. Nobody asked [Q1]. It cites nothing [Q9]."
    page = post(edda, f"/claims/{claim.id}/verdict/preview", headline="H", summary="S.", rationale=why).text
    assert 'class="judgement">That is late.</span>' in page
    assert page.count('class="judgement"') == 3
    assert "2 sentences cite nothing." in page
    assert 'href="#question-1"' in page
    assert "judgement" not in client.get("/").text


@pytest.mark.parametrize(
    ("text", "language", "uncited"),
    [
        ("It is so. [1] It is not.", "en", ["It is not."]),
        ("It is so. [Q2, 1] It is not.", "en", ["It is not."]),
        ("Dr. Holm says so [1]. He is right.", "en", ["He is right."]),
        ("Так сказано [1]. Это поздно.", "ru", ["Это поздно."]),
        ("هكذا ورد [1]. هذا متأخر.", "ar", ["هذا متأخر."]),
        ("許可証による[1]。遅い。", "ja", ["遅い。"]),
        ("[Rationale]", "", []),
        ("", "", []),
    ],
)
def test_sentences_end_by_the_rules_of_their_language(text: str, language: str, uncited: list[str]) -> None:
    found = list(passages(text, {"1"}, language))
    assert "".join(it.text for it in found) == text
    assert [it.text.strip() for it in found if not it.is_cited] == uncited
    assert judgements(text, {"1"}, language) == len(uncited)
    assert "<script" not in with_judgement("<script>", (), language)

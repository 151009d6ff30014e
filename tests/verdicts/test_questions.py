"""What the newsroom changes under an approved verdict is put before the editors, by whatever way it is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields, replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from factcheck.accounts.models import Role, User
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.articles import service as articles
from factcheck.claims import bulk
from factcheck.claims import service as claims
from factcheck.claims.bulk import Chosen
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim, ClaimKind, ClaimState
from factcheck.claims.service import ClaimantDetails
from factcheck.claims.under_verdict import ACTS, Then
from factcheck.db import db
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed
from factcheck.evidence import editing
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence, Stance
from factcheck.evidence.service import EvidenceDetails
from factcheck.intake import service as intake
from factcheck.reanchoring.job import open_version
from factcheck.replies import service as replies
from factcheck.replies.models import ReplyChannel
from factcheck.replies.service import RequestDetails
from factcheck.replies.status import ReplyKind
from factcheck.sources import service as sources
from factcheck.sources.service import SourceDetails
from factcheck.undo import service as undoing
from factcheck.verdicts import service
from factcheck.verdicts.basis_questions import service as questions
from factcheck.verdicts.basis_questions.models import BasisQuestion, QuestionOutcome
from factcheck.verdicts.basis_questions.queries import answered, open_question
from factcheck.verdicts.editions.basis import NAMES, changes
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot_rows import (
    AnswerSnapshot,
    AppearanceSnapshot,
    ClaimantSnapshot,
    ClaimPartSnapshot,
    EvidenceSnapshot,
    QuestionSnapshot,
    RelationSnapshot,
)
from factcheck.verdicts.models import CorrectionClass, Edition
from factcheck.web.local_time import today
from tests.factories import (
    hidden,
    make_article,
    make_claim,
    make_edition,
    make_user,
    post,
    rating,
    sign_in,
    statements_of,
)

NOTE = "The wording is clearer; nothing that we checked is touched."
MORE = "Costs were halved"
Act = Callable[[User, Claim], None]


@pytest.fixture
def edition(app: Flask) -> Edition:
    """A published verdict on a claim that stands at two places."""
    claim = make_claim(version=make_article())
    annotation_service.join(make_user("Rita"), claim, claim.annotations[0].version, [Quote(MORE)])
    return make_edition(state="published", claim=claim)


@pytest.fixture
def claim(edition: Edition) -> Claim:
    return edition.verdict.claim


@pytest.fixture
def rita(app: Flask) -> User:
    return make_user("Rita")


@pytest.fixture
def edda(app: Flask) -> User:
    return make_user("Edda", Role.EDITOR)


def edit(actor: User, claim: Claim, **said: object) -> None:
    claims.edit(actor, claim, replace(ClaimDetails.of(claim), **said), claim.revision)  # type: ignore[arg-type]


def proof(claim: Claim) -> Evidence:
    return db.session.scalars(select(Evidence).where(Evidence.claim_id == claim.id)).first()


def edit_source(actor: User, claim: Claim) -> None:
    source = proof(claim).source
    details = SourceDetails("Another permit", url=source.url, source_class=source.source_class, kind=source.kind)
    sources.edit(actor, source, details, source.revision)


def edit_article(actor: User, claim: Claim) -> None:
    article = claim.annotations[0].article
    details = articles.ArticleDetails("Another title", language="en", canonical_url=article.canonical_url)
    articles.edit(actor, article, replace(details, publisher=article.publisher), article.revision)


def new_headline(actor: User, claim: Claim) -> None:
    """The publisher's text with another headline, as a new version."""
    version = claim.annotations[0].version
    raw = f"{version.text} More.".encode()
    number, title = version.number, "Harbour to open later"
    new = intake.update(actor, version.article, raw, "text/plain", seen_number=number, title=title)
    open_version({"version_id": new.id}, lambda done, total: None)()


ASKING: dict[str, tuple[Act, list[str]]] = {
    "statement": (lambda who, it: edit(who, it, statement="It opens in June"), ["statement"]),
    "claimant": (lambda who, it: edit(who, it, claimant=None), ["claimant", "claimant_role", "claimant_kind"]),
    "role": (lambda who, it: edit(who, it, claimant=ClaimantDetails("Signe Holt", "clerk")), ["claimant_role"]),
    "day": (lambda who, it: edit(who, it, said_on=date(2020, 6, 5)), ["said_on"]),
    "place": (lambda who, it: edit(who, it, place="Tarnby"), ["place"]),
    "words": (lambda who, it: annotation_service.detach(who, it.annotations[1]), ["words"]),
    "evidence": (lambda who, it: evidence.withdraw(who, proof(it)), ["quote"]),
    "edited evidence": (lambda who, it: edit_evidence(who, it), ["stance", "note"]),
    "source": (edit_source, ["title"]),
    "article": (edit_article, ["article_title", "article_title"]),
    "headline": (new_headline, ["article_title", "article_title"]),
    "an answer": (lambda who, it: have_answered(who, it), ["answer"]),
}
SILENT: dict[str, Act] = {
    "tags": lambda who, it: edit(who, it, tags=("port",)),
    "tags of several": lambda who, it: bulk.tag(who, [Chosen(it, it.revision)], ["port"]),
    "more words": lambda who, it: add_words(who, it),
    "more evidence": lambda who, it: add_evidence(who, it),
    "another order of the evidence": lambda who, it: reorder(who, it),
    "a known person gets an id": lambda who, it: give_id(who, it),
    "an archived source": lambda who, it: sources.archive(make_user("Edda", Role.EDITOR), proof(it).source),
}


def add_words(actor: User, claim: Claim) -> None:
    annotation_service.join(actor, claim, claim.annotations[0].version, [Quote("on Monday")])


def have_answered(actor: User, claim: Claim) -> None:
    details = RequestDetails(
        ReplyKind.COMMENT, "Signe Holt", ReplyChannel.EMAIL, "", False, "So?", today(None), today(None)
    )
    request = replies.ask(actor, claim, details)
    replies.answer(actor, request, "We said so.", today(None), request.revision)


def edit_evidence(actor: User, claim: Claim) -> None:
    row = proof(claim)
    said = EvidenceDetails(Stance.CONTEXT, row.quote, row.locator, "Page 3")
    editing.edit(actor, row, said, row.revision)


def reorder(actor: User, claim: Claim) -> None:
    add_evidence(actor, claim)
    editing.arrange(actor, claim, [2, 1])


def add_evidence(actor: User, claim: Claim) -> None:
    source = sources.add(actor, SourceDetails("A second permit"))
    evidence.add(actor, claim, source, EvidenceDetails(Stance.CONTEXT, "Words."))


def give_id(actor: User, claim: Claim) -> None:
    who = claim.claimant
    assert who is not None
    who.wikidata_id = "Q42"
    edit(actor, claim, tags=("mayor",))


def asked(claim: Claim) -> list[str]:
    """The names of what is asked about, as the database has it."""
    db.session.flush()
    db.session.expire_all()
    question = open_question(claim.id)
    return [it[0] for it in question.changes] if question else []


def outcomes(claim: Claim) -> list[QuestionOutcome | None]:
    return [it.outcome for it in db.session.scalars(answered(claim.id))]


def is_whole(app: Flask) -> bool:
    db.session.commit()
    return app.test_cli_runner().invoke(args=["factcheck", "check"]).exit_code == 0


@pytest.mark.parametrize("name", ASKING)
def test_what_changes_asks_the_editors_and_what_is_put_back_does_not(
    app: Flask, claim: Claim, rita: User, name: str
) -> None:
    act, expected = ASKING[name]
    assert asked(claim) == []
    act(rita, claim)
    assert asked(claim) == expected
    assert (claim.state, claim.rating_key) == (ClaimState.DECIDED, "false")
    assert is_whole(app)
    if name in {"source", "article", "headline"}:  # these acts have no undo
        return
    undoing.undo(rita)
    assert asked(claim) == []
    assert outcomes(claim) == [QuestionOutcome.PUT_BACK]
    undoing.redo(rita)
    assert asked(claim) == expected
    assert is_whole(app)


def test_who_brought_a_version_with_another_headline_does_not_answer_for_it(claim: Claim, edda: User) -> None:
    new_headline(edda, claim)
    question = open_question(claim.id)
    assert question is not None
    with pytest.raises(NotAllowed):
        questions.answer(edda, question, NOTE, question.revision)
    questions.answer(make_user("Emil", Role.EDITOR), question, NOTE, question.revision)


@pytest.mark.parametrize("name", SILENT)
def test_what_an_edition_does_not_rest_on_asks_nobody(app: Flask, claim: Claim, rita: User, name: str) -> None:
    SILENT[name](rita, claim)
    assert asked(claim) == []
    assert is_whole(app)


def test_every_act_that_asks_is_tried_here() -> None:
    tried = {"claim:edit", "claim:detach", "claim:reattach", "evidence:withdraw", "evidence:restore", "source:edit"}
    tried |= {"evidence:edit", "article:edit", "article:open-version", "claim:join", "evidence:add", "claim:state"}
    tried |= {"question:edit", "question:remove", "question:restore", "question:answer", "question:edit-answer"}
    tried |= {"relation:remove", "relation:restore"}  # in tests/relations
    tried |= {"question:remove-answer", "question:restore-answer"}  # all of them in tests/questions
    tried |= {"calculation:edit", "calculation:remove", "calculation:restore"}  # in tests/calculations
    tried |= {"source:merge", "source:unmerge", "source:unmerge-from"}  # in tests/merging
    tried |= {"reply:answer", "reply:remove", "reply:restore"}  # the last two in tests/replies
    assert tried == {name for name, then in ACTS.items() if then is Then.ASKS}


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_before_the_approval_nobody_is_asked(app: Flask, rita: User, state: str) -> None:
    claim = make_edition(state=state).verdict.claim
    edit(rita, claim, statement="It opens in June")
    assert asked(claim) == []


def test_an_approval_reads_its_basis_once(app: Flask) -> None:
    edition, emil = make_edition(), make_user("Emil", Role.EDITOR)
    sent = statements_of(lambda: service.approve(emil, edition, edition.revision))
    assert len([it for it in sent if "FROM claim_questions" in it]) == 1


def test_a_change_in_the_transaction_of_the_approval_asks(app: Flask, rita: User) -> None:
    edition, emil = make_edition(), make_user("Emil", Role.EDITOR)
    service.approve(emil, edition, edition.revision)
    edit(rita, edition.verdict.claim, statement="It opens in June")
    assert asked(edition.verdict.claim) == ["statement"]


def test_an_approved_verdict_is_not_published_while_a_question_is_open(app: Flask, rita: User, edda: User) -> None:
    edition = make_edition(state="approved")
    claim = edition.verdict.claim
    edit(rita, claim, statement="It opens in June")
    with pytest.raises(Conflict, match="has changed since it was approved"):
        service.release(edda, edition)
    question = open_question(claim.id)
    assert question is not None
    questions.answer(edda, question, NOTE, question.revision)
    service.release(edda, edition)


def test_every_claim_that_a_source_or_an_article_carries_is_asked_about(app: Flask, rita: User) -> None:
    version = make_article()
    both = [make_edition(state="published", claim=make_claim(it, version)).verdict.claim for it in (MORE, "on Monday")]
    edit_article(rita, both[0])
    assert [asked(it) for it in both] == [["article_title"], ["article_title"]]
    edit_source(rita, both[1])
    assert [asked(it) for it in both] == [["article_title", "title"], ["article_title", "title"]]


def test_a_new_edition_answers(app: Flask, claim: Claim, edition: Edition, rita: User, edda: User) -> None:
    edit(rita, claim, statement="It opens in June")
    details = VerdictDetails(rating(), "Not in June either", "Not in June.", "The permit says so [1].")
    second = service.correct(edda, edition.verdict, details, CorrectionClass.UPDATE, "The claim is told more exactly.")
    service.submit(edda, second, second.revision)
    assert asked(claim) == ["statement"]
    service.approve(make_user("Emil", Role.EDITOR), second, second.revision)
    assert asked(claim) == []
    assert outcomes(claim) == [QuestionOutcome.CORRECTED]
    edit(rita, claim, statement="It opens in July")
    assert asked(claim) == ["statement"]
    assert is_whole(app)


def test_without_a_verdict_any_more_nothing_is_asked(claim: Claim, rita: User, edda: User) -> None:
    edit(rita, claim, statement="It opens in June")
    db.session.commit()
    claims.set_state(edda, claim, ClaimState.IN_REVIEW)
    assert asked(claim) == []
    assert outcomes(claim) == [QuestionOutcome.WITHDRAWN]


def test_an_answer_holds_for_just_these_changes(app: Flask, claim: Claim, rita: User, edda: User) -> None:
    edit(rita, claim, statement="It opens in June")
    question = open_question(claim.id)
    assert question is not None
    questions.answer(edda, question, f"  {NOTE} ", question.revision)
    assert (asked(claim), question.note) == ([], NOTE)
    assert is_whole(app)
    edit(rita, claim, place="Tarnby")
    assert asked(claim) == ["statement", "place"]
    edit(rita, claim, place="")
    assert asked(claim) == []
    assert outcomes(claim) == [QuestionOutcome.PUT_BACK, QuestionOutcome.STANDS]


def test_an_answer_is_taken_back_once(claim: Claim, rita: User, edda: User) -> None:
    edit(rita, claim, statement="It opens in June")
    question = open_question(claim.id)
    assert question is not None
    questions.answer(edda, question, NOTE, question.revision)
    questions.take_back(edda, question)
    assert asked(claim) == ["statement"]
    again = open_question(claim.id)
    assert again is not None
    assert again.changed_by == [rita.id]
    with pytest.raises(Conflict, match="no decision to undo"):
        questions.take_back(edda, question)


def test_who_changed_it_does_not_say_that_it_stands(claim: Claim, rita: User, edda: User) -> None:
    edit(edda, claim, statement="It opens in June")
    edit(rita, claim, place="Tarnby")
    question = open_question(claim.id)
    assert question is not None
    assert question.changed_by == sorted([edda.id, rita.id])
    for person in (edda, rita):
        with pytest.raises(NotAllowed, match="Only an editor who didn’t make the change"):
            questions.answer(person, question, NOTE, question.revision)
    questions.answer(make_user("Emil", Role.EDITOR), question, NOTE, question.revision)


def test_who_did_something_else_meanwhile_can_still_answer(claim: Claim, rita: User, edda: User) -> None:
    edit(rita, claim, statement="It opens in June")
    edit(edda, claim, tags=("port",))
    question = open_question(claim.id)
    assert question is not None
    assert question.changed_by == [rita.id]
    questions.answer(edda, question, NOTE, question.revision)


def test_what_can_not_be_answered_is_refused(claim: Claim, rita: User, edda: User) -> None:
    edit(rita, claim, statement="It opens in June")
    question = open_question(claim.id)
    assert question is not None
    for note, words in (("  ", "Explain why the verdict"), ("x" * 1001, "at most 1,000")):
        with pytest.raises(Invalid, match=words) as refusal:
            questions.answer(edda, question, note, question.revision)
        assert refusal.value.field == "note"
    seen = question.revision
    edit(rita, claim, place="Tarnby")
    db.session.commit()
    with pytest.raises(EditConflict, match="Please re-check"):
        questions.answer(edda, question, NOTE, seen)


def test_everything_that_a_record_holds_is_compared_or_said_not_to_be(edition: Edition) -> None:
    approved = EditionSnapshot.from_json(edition.record or "")
    own = {  # of the edition itself, or made from what is compared
        *("claim_id", "slug", "number", "quoted", "claimant", "rating", "headline", "summary", "rationale", "evidence"),
        *(
            "would_change",
            "correction_class",
            "public_note",
            "author",
            "approver",
            "approved_at",
            "reviewers",
            "language",
        ),
        *("appearances", "annotation_id", "article_id", "version", "text_sha256", "direction", "parts"),
        "fragment",
        "origin",  # whose decision changes nothing that a source says
        *("parts", "relations", "letter", "slug", "reads", "claim_id"),  # parts are compared, relations only told
        *("questions", "answers", "answer_id", "text", "evidence"),  # compared under other names
        "tables",  # compared as wholes
        "confidential",  # numbers that the rationale cites, which is the edition's own
        "replies",  # their answers are compared, under another name
    }
    compared = {name.removeprefix("article_").removeprefix("claimant_") for name in NAMES} | {
        "name",
        "is_primary",
        "source_class",
    }
    held = {it.name for kind in (EditionSnapshot, ClaimantSnapshot) for it in fields(kind)}
    held |= {it.name for kind in (AppearanceSnapshot, EvidenceSnapshot) for it in fields(kind)}
    held |= {
        it.name
        for kind in (QuestionSnapshot, AnswerSnapshot, ClaimPartSnapshot, RelationSnapshot)
        for it in fields(kind)
    }
    assert held - own <= compared | {"number", "author", "kind"}
    assert changes(approved, approved) == []
    assert asdict(approved)["appearances"]


def test_the_check_finds_what_no_act_has_told_and_a_command_asks(app: Flask, claim: Claim) -> None:
    db.session.execute(text("UPDATE claims SET statement = 'Slid away'"))
    db.session.commit()
    runner = app.test_cli_runner()
    output = runner.invoke(args=["factcheck", "check"]).output
    assert "FAIL what differs from an approved edition is before the editors" in output
    assert "factcheck verdict compare" in output
    for count in (1, 0):
        assert f"editors: {count}." in runner.invoke(args=["factcheck", "verdict", "compare"]).output
    assert asked(claim) == ["statement"]
    assert runner.invoke(args=["factcheck", "check", "--accept", "it slid away"]).exit_code == 0  # no act told it


@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "published"])
def test_the_check_finds_a_truth_rating_on_what_facts_can_not_decide(app: Flask, state: str) -> None:
    edition = make_edition(state=state)
    assert is_whole(app)
    edition.verdict.claim.kind = ClaimKind.OPINION
    db.session.commit()
    output = app.test_cli_runner().invoke(args=["factcheck", "check"]).output
    assert "FAIL no truth rating on what facts can't decide" in output


def test_an_editor_finds_it_on_the_desk_and_says_that_the_verdict_stands(
    claim: Claim, client: FlaskClient, rita: User, edda: User
) -> None:
    edit(rita, claim, statement="The harbour opens in June")
    db.session.commit()
    sign_in(client, edda)
    desk, url = client.get("/").text, f"/claims/{claim.id}/basis"
    assert "Changes since the verdict" in desk
    assert f'href="{url}"' in desk
    shown = client.get(f"/claims/{claim.id}").text
    assert "has changed since it was approved" in shown
    assert "/archive" not in shown
    page = client.get(url).text
    assert "<del>May</del>" in page
    assert "<ins>June</ins>" in page
    assert "Changed by Rita." in page
    assert "Publish a correction" in page
    form = {"note": NOTE, "revision": hidden(page, "revision")}
    empty = post(client, url, **{**form, "note": " "})
    assert (empty.status_code, "Explain why." in empty.text) == (422, True)
    assert post(client, url, **form).status_code == 303
    assert NOTE in client.get(url).text
    assert url not in client.get("/").text
    gone = post(client, url, **form)
    assert (gone.status_code, "Please re-check" in gone.text, NOTE in gone.text) == (409, True, True)
    number = db.session.scalars(select(BasisQuestion.id)).one()
    assert post(client, f"/basis-questions/{number}/take-back").status_code == 303
    assert url in client.get("/").text


def test_a_change_in_between_is_shown_and_keeps_what_was_typed(
    claim: Claim, client: FlaskClient, rita: User, edda: User
) -> None:
    edit(rita, claim, statement="The harbour opens in June")
    db.session.commit()
    sign_in(client, edda)
    url = f"/claims/{claim.id}/basis"
    seen = hidden(client.get(url).text, "revision")
    edit(rita, claim, place="Tarnby")
    db.session.commit()
    answer = post(client, url, note=NOTE, revision=seen)
    assert answer.status_code == 409
    assert NOTE in answer.text
    assert "<ins>Tarnby</ins>" in answer.text
    assert hidden(answer.text, "revision") != seen


def test_who_changed_it_and_reviewers_see_it_without_the_question(
    app: Flask, claim: Claim, rita: User, edda: User
) -> None:
    edit(edda, claim, statement="The harbour opens in June")
    db.session.commit()
    url = f"/claims/{claim.id}/basis"
    own = sign_in(app.test_client(), edda)
    assert "You made the change; another editor decides" in own.get("/").text
    assert "so another editor decides" in own.get(url).text
    other = sign_in(app.test_client(), rita)
    assert "An editor decides whether" in other.get(url).text
    assert url not in other.get("/").text
    for client in (own, other):
        assert '<button data-kind="primary">Confirm verdict' not in client.get(url).text
        assert post(client, url, note=NOTE, revision="1").status_code == 403


def test_the_form_of_a_claim_says_what_a_change_will_do(claim: Claim, client: FlaskClient, rita: User) -> None:
    sign_in(client, rita)
    assert "This claim has a verdict." in client.get(f"/claims/{claim.id}/edit").text
    other = make_claim("on Monday", claim.annotations[0].version)
    assert "This claim has a verdict" not in client.get(f"/claims/{other.id}/edit").text

"""One's own last acts are undone and done again, survive a reload, and never run over what others did since."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.annotations.models import Anchor, Annotation, Target
from factcheck.audit.models import Event
from factcheck.claims import service
from factcheck.claims.models import Claim, ClaimState
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.evidence import service as evidence_service
from factcheck.evidence.models import Evidence
from factcheck.jobs.worker import run_due
from factcheck.reanchoring import service as reanchoring_service
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.undo import service as undoing
from tests.factories import make_article, make_claim, make_evidence, make_user, post, rating, sign_in
from tests.texts import DELETED, NEW, OLD, REWORDED, update

WORDS, MORE = "The harbour will open in May", "Costs were halved"


@pytest.fixture
def rita(app: Flask) -> User:
    return make_user("Rita")


@pytest.fixture
def claim(rita: User) -> Claim:
    return make_claim(WORDS, make_article())


def details(claim: Claim, statement: str) -> service.ClaimDetails:
    return service.ClaimDetails(statement, service.ClaimantDetails("Bo Lind", "clerk"), place="Tarnby", tags=("port",))


def state() -> object:
    """All that these acts can change."""
    db.session.flush()
    db.session.expire_all()
    claims = [
        (it.statement, it.claimant and (it.claimant.name, it.claimant.role), it.place, it.state, it.archived_at is None)
        for it in db.session.scalars(select(Claim).order_by(Claim.id))
    ]
    annotations = [it.archived_at is None for it in db.session.scalars(select(Annotation).order_by(Annotation.id))]
    parts = [(it.start, it.end, it.exact) for it in db.session.scalars(select(Target).order_by(Target.id))]
    proofs = [it.archived_at is None for it in db.session.scalars(select(Evidence).order_by(Evidence.id))]
    places = [(it.state, it.change, it.start) for it in db.session.scalars(select(Anchor).order_by(Anchor.id))]
    return claims, annotations, parts, proofs, places


def edit(rita: User, claim: Claim) -> None:
    service.edit(rita, claim, details(claim, "It opens late"), claim.revision)


def join(rita: User, claim: Claim) -> None:
    annotation_service.join(rita, claim, claim.annotations[0].version, [Quote(MORE)])


def resize(rita: User, claim: Claim) -> None:
    part = claim.annotations[0].targets[0]
    annotation_service.resize(rita, part, Quote(f"{WORDS}, mayor Signe Holt said"), part.revision)


@pytest.mark.parametrize("act", [edit, join, resize, lambda rita, claim: service.archive(rita, claim)])
def test_an_act_is_undone_and_done_again(rita: User, claim: Claim, act: Callable[[User, Claim], None]) -> None:
    before = state()
    act(rita, claim)
    after = state()
    assert after != before
    undoing.undo(rita)
    assert state()[0][0][:4] == before[0][0][:4]
    assert state()[2][:1] == before[2][:1]
    assert [it for it in state()[1] if it] == [it for it in before[1] if it]
    undoing.redo(rita)
    assert state() == after


def test_a_highlight_is_archived_not_deleted_and_comes_back(rita: User, claim: Claim) -> None:
    undoing.undo(rita)
    assert claim.archived_at is not None
    with pytest.raises(Conflict, match="nothing to undo"):
        undoing.undo(rita)
    undoing.redo(rita)
    assert claim.archived_at is None
    with pytest.raises(Conflict, match="nothing to redo"):
        undoing.redo(rita)


def test_evidence_is_withdrawn_and_put_back(rita: User, claim: Claim) -> None:
    make_evidence(claim)
    undoing.undo(rita)
    assert state()[3] == [False]
    undoing.redo(rita)
    assert state()[3] == [True]


def test_what_is_said_of_carried_marks_is_undone_step_by_step(rita: User) -> None:
    old = make_article(OLD, "No reason to dredge")
    for words in (REWORDED, DELETED):
        make_claim(words, old)
    update(old, NEW)
    run_due()
    states = [state()]
    look, lost = db.session.scalars(select(Anchor).order_by(Anchor.target_id)).all()
    for act in (
        lambda: reanchoring_service.confirm(rita, look, look.revision),
        lambda: reanchoring_service.move(rita, lost, Quote("The board meets again in November."), lost.revision),
        lambda: reanchoring_service.undo(rita, lost, lost.revision),
        lambda: reanchoring_service.give_up(rita, look, look.revision),
    ):
        act()
        states.append(state())
    for wanted in reversed(states[:-1]):
        undoing.undo(rita)
        assert state() == wanted
    for wanted in states[1:]:
        undoing.redo(rita)
        assert state() == wanted


def test_what_somebody_else_changed_since_is_not_run_over(rita: User, claim: Claim) -> None:
    edit(rita, claim)
    service.edit(make_user("Rob"), claim, details(claim, "Rob knows better"), claim.revision)
    with pytest.raises(Conflict, match=r"Rob has since changed claim 1 \(edit\)"):
        undoing.undo(rita)
    assert claim.statement == "Rob knows better"


def test_going_on_ends_what_could_be_done_again(rita: User, claim: Claim) -> None:
    edit(rita, claim)
    undoing.undo(rita)
    join(rita, claim)
    with pytest.raises(Conflict, match="something else since"):
        undoing.redo(rita)
    undoing.undo(rita)
    assert [it.archived_at is None for it in claim.annotations] == [True, False]


def test_nobody_undoes_what_others_did(rita: User, claim: Claim) -> None:
    edit(make_user("Rob"), claim)
    with pytest.raises(Conflict):
        undoing.undo(make_user("Edda", Role.EDITOR))


def test_undoing_asks_the_services_which_may_refuse(rita: User, claim: Claim) -> None:
    claim.state = ClaimState.DECIDED
    db.session.flush()
    with pytest.raises(Conflict, match="approved verdict"):
        undoing.undo(rita)


def test_at_most_fifty_steps_back(rita: User, claim: Claim) -> None:
    for number in range(undoing.MAX_STEPS + 5):
        service.edit(rita, claim, details(claim, f"Number {number}"), claim.revision)
    for _ in range(undoing.MAX_STEPS):
        undoing.undo(rita)
    assert claim.statement == "Number 4"
    with pytest.raises(Conflict, match="nothing to undo"):
        undoing.undo(rita)


def test_undoing_is_an_act_in_the_record_that_stays_whole(rita: User, claim: Claim, app: Flask) -> None:
    edit(rita, claim)
    undoing.undo(rita)
    db.session.commit()
    actions = db.session.scalars(select(Event.action).where(Event.subject_type == "claim").order_by(Event.id)).all()
    assert actions == ["claim:highlight", "claim:edit", "claim:edit"]
    assert app.test_cli_runner().invoke(args=["factcheck", "check"]).exit_code == 0


@pytest.mark.parametrize("seed", range(4))
def test_any_row_of_acts_is_undone_to_its_beginning_and_done_again_to_its_end(rita: User, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    claims = [make_claim(words, make_article(f"{words} and {seed}\n\n{MORE}. {WORDS}, mayor Signe Holt said."))
              for words in ("One opens", "Two opens")]  # fmt: skip
    first = db.session.scalar(select(Event.id).order_by(Event.id.desc()))
    made = 0
    for _ in range(25):
        claim = chance.choice(claims)
        act = chance.choice([edit, join, resize, service.archive, service.restore, turn])
        try:
            act(rita, claim)
        except (Conflict, Invalid):
            continue
        made = len(db.session.scalars(select(Event.id).where(Event.id > (first or 0))).all())
    end = state()
    for _ in range(made):
        undoing.undo(rita)
    for _ in range(made):
        undoing.redo(rita)
    assert state() == end


def turn(rita: User, claim: Claim) -> None:
    """Take the last words away, or put them back."""
    last = claim.annotations[-1]
    (annotation_service.detach if last.archived_at is None else annotation_service.reattach)(rita, last)


def test_over_http_it_leads_back_to_the_page_and_says_what_was_undone(
    rita: User, claim: Claim, client: FlaskClient
) -> None:
    sign_in(client, rita)
    answer = post(client, "/undo", back="/articles/1")
    assert (answer.status_code, answer.location) == (303, "/articles/1")
    assert "Undone: new highlight (claim 1)." in client.get("/articles/1").text
    assert "Undone</span>" in client.get("/undo").text
    assert post(client, "/undo/again", back="//elsewhere.example").location == "/undo"
    assert post(client, "/undo/again").status_code == 409
    assert claim.archived_at is None


def review(claim: Claim, by: User) -> None:
    reviews.submit(by, claim, rating("true"), "As [1] says.", Confidence.HIGH)


def test_nothing_is_undone_past_a_review(rita: User, claim: Claim) -> None:
    make_evidence(claim)
    review(claim, rita)
    with pytest.raises(Conflict, match=r"Your last action, on claim 1, can’t be undone"):
        undoing.undo(rita)
    assert state()[3] == [True]


def test_evidence_on_which_somebody_has_reviewed_the_claim_stays(rita: User, claim: Claim) -> None:
    make_evidence(claim)
    review(claim, make_user("Rob"))
    with pytest.raises(Conflict, match="Somebody has reviewed or decided on claim 1 since"):
        undoing.undo(rita)
    assert state()[3] == [True]


def test_nothing_is_done_again_over_a_review(rita: User, claim: Claim) -> None:
    evidence = make_evidence(claim)
    evidence_service.withdraw(rita, evidence)
    undoing.undo(rita)
    review(claim, make_user("Rob"))
    with pytest.raises(Conflict, match="since, and may rely on this"):
        undoing.redo(rita)
    assert state()[3] == [True]


def test_a_review_of_another_claim_by_somebody_else_is_in_nobodys_way(rita: User, claim: Claim) -> None:
    other = make_claim(MORE, claim.annotations[0].version)
    make_evidence(other)
    make_evidence(claim)
    review(other, make_user("Rob"))
    undoing.undo(rita)
    assert state()[3] == [True, False]

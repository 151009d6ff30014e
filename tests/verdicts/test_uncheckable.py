"""A claim that facts can't decide gets no truth rating, by whatever way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role, User
from factcheck.claims import service as claims
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim, ClaimKind, ClaimState
from factcheck.db import db, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.undo import service as undoing
from factcheck.verdicts import service
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.models import CorrectionClass, Edition
from tests.factories import make_claim, make_edition, make_user, post, rating, sign_in

OFF = "Facts can’t decide this claim"


@pytest.fixture
def edda(app: Flask) -> User:
    return make_user("Edda", Role.EDITOR)


@pytest.fixture
def emil(app: Flask) -> User:
    return make_user("Emil", Role.EDITOR)


def details(key: str) -> VerdictDetails:
    return VerdictDetails(rating(key), "A view", "Nobody can say.", "It is a view.")


def turn(claim: Claim, kind: ClaimKind = ClaimKind.OPINION) -> None:
    said = replace(ClaimDetails.of(claim), kind=kind, kind_reason="" if kind is ClaimKind.CHECKABLE else "A view.")
    claims.edit(make_user("Rita"), claim, said, claim.revision)


def force(edition: Edition) -> Edition:
    """The claim as an older program left it: an opinion under a truth rating."""
    edition.verdict.claim.kind = ClaimKind.OPINION
    db.session.commit()
    return edition


@pytest.mark.parametrize("kind", [kind for kind in ClaimKind if kind is not ClaimKind.CHECKABLE])
def test_none_is_proposed_but_one_off_the_line_goes_all_the_way(edda: User, emil: User, kind: ClaimKind) -> None:
    claim = make_claim()
    turn(claim, kind)
    with pytest.raises(Invalid, match=OFF) as refusal:
        service.propose(edda, claim, details("true"))
    assert refusal.value.field == "rating"
    edition = service.propose(edda, claim, details("not-checkable"))
    with pytest.raises(Invalid, match=OFF):
        service.edit(edda, edition, details("mixed"), edition.revision)
    service.submit(edda, edition, edition.revision)
    db.session.flush()
    service.approve(emil, edition, edition.revision)
    assert claim.state is ClaimState.DECIDED
    with pytest.raises(Invalid, match=OFF):
        service.correct(edda, edition.verdict, details("false"), CorrectionClass.VERDICT_CHANGED, "We looked again.")
    claims.edit(make_user("Rita"), claim, replace(ClaimDetails.of(claim), tags=("view",)), claim.revision)
    assert claim.state is ClaimState.DECIDED


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("draft", lambda edda, _emil, it: service.submit(edda, it, it.revision)),
        ("submitted", lambda _edda, emil, it: service.approve(emil, it, it.revision)),
        ("approved", lambda _edda, emil, it: service.release(emil, it)),
    ],
)
def test_one_from_before_goes_no_further(
    edda: User, emil: User, state: str, act: Callable[[User, User, Edition], None]
) -> None:
    edition = force(make_edition(state=state))
    with pytest.raises(Invalid, match=OFF):
        act(edda, emil, edition)
    db.session.rollback()
    assert edition.state == state


@pytest.mark.parametrize("state", ["draft", "submitted", "sent-back"])
def test_a_claim_with_a_truth_rating_on_its_way_stays_checkable(edda: User, emil: User, state: str) -> None:
    edition = make_edition(state="draft" if state == "draft" else "submitted")
    claim = edition.verdict.claim
    if state == "sent-back":
        service.send_back(emil, edition, "Which page?", edition.revision)
        db.session.commit()
    with pytest.raises(Invalid, match="rates this claim as checkable") as refusal:
        turn(claim)
    assert refusal.value.field == "kind"
    db.session.rollback()
    if state != "submitted":
        service.discard(edda, edition)
        turn(claim)


def test_undo_and_redo_are_no_way_round(edda: User) -> None:
    claim = make_claim()
    turn(claim)
    turn(claim, ClaimKind.CHECKABLE)
    service.propose(edda, claim, details("true"))
    db.session.commit()
    with pytest.raises(Conflict, match="decided on claim"):
        undoing.undo(make_user("Rita"))


def test_none_is_given_in_a_review_whatever_the_claim_s_state(edda: User, emil: User) -> None:
    claim = make_claim()
    turn(claim)
    with pytest.raises(Conflict, match="nothing to rate"):
        reviews.submit(make_user("Rob"), claim, rating("true"), "Sure.", Confidence.HIGH)
    edition = service.propose(edda, claim, details("not-checkable"))
    service.submit(edda, edition, edition.revision)
    db.session.flush()
    service.approve(emil, edition, edition.revision)
    with pytest.raises(Conflict, match="nothing to rate"):
        reviews.submit(make_user("Rob"), claim, rating("true"), "Sure.", Confidence.HIGH)


def test_nothing_is_said_of_what_is_yet_to_be_said(edda: User) -> None:
    claim = make_claim()
    claim.said_on = utcnow().date().replace(year=2206)
    db.session.commit()
    with pytest.raises(Invalid, match="in the future") as refusal:
        service.propose(edda, claim, details("unproven"))
    assert refusal.value.field == "said_on"


def test_the_form_says_so_beside_the_rating_and_keeps_what_was_typed(client: FlaskClient) -> None:
    claim = make_claim()
    turn(claim)
    db.session.commit()
    sign_in(client, make_user("Edda", Role.EDITOR))
    fields = {"rating": "true", "headline": "KEPT", "summary": "s", "rationale": "r"}
    answer = post(client, f"/claims/{claim.id}/verdict/new", **fields)
    assert answer.status_code == 422
    assert OFF in answer.text
    assert 'value="KEPT"' in answer.text

"""Reviews are argued, cite what is there, stay blind, and are never lost."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.audit.models import Event
from factcheck.claims import service as claims
from factcheck.claims.models import Claim, ClaimKind, ClaimState
from factcheck.db import db
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.reviews import queries, service
from factcheck.reviews.citations import cited, missing
from factcheck.reviews.models import Confidence, Review
from tests.factories import make_claim, make_evidence, make_user, rating

HIGH = Confidence.HIGH


@pytest.fixture
def claim(app: Flask) -> Claim:
    it = make_claim()
    make_evidence(it)
    return it


def submit(name: str, claim: Claim, key: str = "false", why: str = "The permit says so [1].") -> Review:
    return service.submit(make_user(name), claim, rating(key), why, HIGH)


@pytest.mark.parametrize(
    ("why", "words"),
    [("  ", "Explain why"), ("See [7] and [1, 9].", r"\[7\], \[9\]"), ("Because I say so.", "Cite at least one")],
)
def test_a_rationale_is_refused_that_argues_nothing(claim: Claim, why: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refusal:
        submit("Rita", claim, why=why)
    assert refusal.value.field == "rationale"


def test_off_the_line_nothing_need_be_cited(claim: Claim) -> None:
    assert submit("Rita", claim, "unproven", "Nothing was found.").rating.position is None


def test_withdrawn_evidence_can_not_be_cited(claim: Claim) -> None:
    from factcheck.evidence import service as evidence
    from factcheck.evidence.queries import of_claim

    evidence.withdraw(make_user("Rita"), db.session.scalars(of_claim(claim.id)).one())
    with pytest.raises(Invalid, match=r"the number \[1\]"):
        submit("Rob", claim)


def test_others_are_hidden_until_ones_own_is_submitted(claim: Claim) -> None:
    submit("Rita", claim)
    rob = make_user("Rob")
    assert service.visible(rob, claim) == ([], 1)
    submit("Rob", claim, "mixed")
    seen = service.visible(rob, claim)
    assert ([review.reviewer.name for review in seen.reviews], seen.hidden) == (["Rita", "Rob"], 0)


def test_an_editor_sees_all_unless_asked_to_review(claim: Claim) -> None:
    submit("Rita", claim)
    edda, ada = make_user("Edda", Role.EDITOR), make_user("Ada", Role.ADMIN)
    assert service.visible(edda, claim).hidden == 0
    service.assign(ada, claim, edda, None)
    service.assign(edda, claim, ada, None)
    assert service.visible(edda, claim).hidden == service.visible(ada, claim).hidden == 1


def test_a_later_review_replaces_the_earlier_which_is_kept_and_is_not_blind(claim: Claim) -> None:
    first = submit("Rita", claim)
    submit("Rob", claim, "mixed")
    again = submit("Rita", claim, "mostly-false")
    assert (first.is_blind, again.is_blind) == (True, False)
    assert first.superseded_at is not None
    assert db.session.query(Review).count() == 3
    assert [review.id for review in db.session.scalars(queries.of_claim(claim.id))] == [2, 3]


def test_the_record_of_acts_does_not_tell_the_rating(claim: Claim) -> None:
    submit("Rita", claim, why="RITA-SAYS [1]")
    for event in db.session.scalars(select(Event)):
        assert "RITA-SAYS" not in str(event.after)
        assert "false" not in str((event.after or {}).get("rating"))


def test_the_first_review_takes_the_claim_up(claim: Claim) -> None:
    assert claim.state is ClaimState.OPEN
    submit("Rita", claim)
    assert claim.state is ClaimState.IN_REVIEW


def test_nothing_is_rated_that_is_archived_or_not_checkable(claim: Claim) -> None:
    rita = make_user("Rita")
    claims.archive(rita, claim)
    with pytest.raises(Conflict, match="archived"):
        submit("Rita", claim)
    claims.restore(rita, claim)
    details = claims.ClaimDetails("An opinion", kind=ClaimKind.OPINION, kind_reason="A matter of taste")
    claims.edit(rita, claim, details, claim.revision)
    for refused in (
        lambda: submit("Rita", claim),
        lambda: service.assign(make_user("Edda", Role.EDITOR), claim, rita, None),
    ):
        with pytest.raises(Conflict, match="not checkable"):
            refused()


def test_asking_again_moves_the_day_and_reviewing_ends_the_task(claim: Claim) -> None:
    edda, rob = make_user("Edda", Role.EDITOR), make_user("Rob")
    service.assign(edda, claim, rob, date(2026, 6, 1))
    moved = service.assign(edda, claim, rob, date(2026, 6, 9))
    assert [row.due_on for row in db.session.scalars(queries.assigned_to(rob.id))] == [date(2026, 6, 9)]
    assert moved.assigned_by is edda
    submit("Rob", claim)
    assert db.session.scalars(queries.assigned_to(rob.id)).all() == []


def test_reviewers_do_not_assign_and_the_deactivated_are_not_asked(claim: Claim) -> None:
    with pytest.raises(NotAllowed):
        service.assign(make_user("Rita"), claim, make_user("Rob"), None)
    rob = make_user("Rob")
    rob.active = False
    with pytest.raises(Invalid, match="can’t review") as refusal:
        service.assign(make_user("Edda", Role.EDITOR), claim, rob, None)
    assert refusal.value.field == "reviewer"


@pytest.mark.parametrize(
    ("text", "labels", "absent"),
    [
        ("[1]", {"1"}, []),
        ("[01, 14] and [2;3]", {"1", "2", "3", "14"}, ["2", "3", "14"]),
        ("[Q10] [1, Q2]", {"1", "Q2", "Q10"}, ["Q2", "Q10"]),
        ("[x] [] 12 [12345] [q1] [Q] Q1", set(), []),
    ],
)
def test_citations_are_labels_in_brackets(text: str, labels: set[str], absent: list[str]) -> None:
    assert cited(text) == labels
    assert missing(text, ["1"]) == absent

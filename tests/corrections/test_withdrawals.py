"""A published verdict is Only an editor can withdraw who saw what readers see, once, and for good."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from factcheck.accounts.models import Role
from factcheck.audit.models import Event
from factcheck.claims import service as claims
from factcheck.claims.models import Claim, ClaimState
from factcheck.corrections import withdrawals
from factcheck.db import db
from factcheck.desk.progress import progress_of
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.verdicts.editions.staleness import Outdated
from factcheck.verdicts.models import Edition, Withdrawal
from tests.factories import hidden, make_correction, make_edition, make_user, make_withdrawal, post, sign_in

pytestmark = pytest.mark.usefixtures("filled_once")

REASON = "The permit was forged."


@pytest.fixture
def emil(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Emil", Role.EDITOR))


def withdraw(edition: Edition, name: str = "Emil", role: Role = Role.EDITOR, reason: str = REASON) -> Withdrawal:
    return withdrawals.withdraw(make_user(name, role), edition.verdict, reason, edition.record_sha256 or "")


def test_the_claim_is_in_review_again_and_has_no_rating(app: Flask) -> None:
    edition = make_edition(state="published")
    assert edition.verdict.claim.rating_key == "false"
    withdraw(edition)
    claim = edition.verdict.claim
    assert (claim.state, claim.rating_key) == (ClaimState.IN_REVIEW, None)
    assert progress_of([1])[1].published == 0
    acts = [act.action for act in db.session.query(Event).order_by(Event.id)][-2:]
    assert acts == ["verdict:withdraw", "claim:state"]


def test_a_reviewer_may_not(app: Flask) -> None:
    edition = make_edition(state="published")
    with pytest.raises(NotAllowed, match="Only an editor can withdraw"):
        withdraw(edition, "Rita", Role.REVIEWER)


@pytest.mark.parametrize(("reason", "words"), [(" ", "Enter the reason"), ("x" * 1001, "1,000 characters")])
def test_it_needs_a_reason_of_some_length(app: Flask, reason: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refusal:
        withdraw(make_edition(state="published"), reason=reason)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_only_what_is_published_can_be_withdrawn(app: Flask, state: str) -> None:
    with pytest.raises(Conflict, match="Only a published verdict"):
        withdraw(make_edition(state=state))


def test_it_is_withdrawn_once(app: Flask) -> None:
    edition = make_edition(state="published")
    withdraw(edition)
    with pytest.raises(Conflict, match="already"):
        withdraw(edition)


def test_who_saw_an_earlier_edition_is_shown_both(app: Flask) -> None:
    first = make_edition(state="published")
    make_correction(first, "mixed")
    with pytest.raises(Outdated) as refusal:
        withdraw(first)
    assert {"Rating", "Headline", "Summary"} <= {it.name for it in refusal.value.differences}


@pytest.mark.parametrize("change", ["UPDATE withdrawals SET reason = 'x'", "DELETE FROM withdrawals"])
def test_the_database_refuses_to_change_a_withdrawal(app: Flask, change: str) -> None:
    make_withdrawal(make_edition(state="published"))
    with pytest.raises(DatabaseError, match="a withdrawal never changes"):
        db.session.execute(text(change))
    db.session.rollback()


def test_a_claim_can_be_archived_once_its_verdict_is_withdrawn(app: Flask) -> None:
    edition = make_edition(state="published")
    edda = make_user("Edda", Role.EDITOR)
    with pytest.raises(Conflict, match="Withdraw the verdict first"):
        claims.archive(edda, edition.verdict.claim)
    make_withdrawal(edition)
    claims.archive(edda, edition.verdict.claim)


def test_a_new_edition_decides_the_claim_again(app: Flask) -> None:
    edition = make_edition(state="published")
    make_withdrawal(edition)
    second = make_correction(edition, "mixed")
    claim = db.session.get_one(Claim, edition.verdict.claim_id)
    assert (claim.state, claim.rating_key) == (ClaimState.DECIDED, "mixed")
    assert [it.shown_state for it in second.verdict.editions] == ["withdrawn", "published"]


def test_the_form_asks_only_for_the_reason_and_says_what_happens(emil: FlaskClient) -> None:
    edition = make_edition(state="published")
    shown = emil.get(f"/editions/{edition.id}").text
    where = f"/verdicts/{edition.verdict_id}/withdraw"
    assert f'href="{where}"' in shown
    page = emil.get(where).text
    assert "The rating is removed from every public page" in page
    assert page.count("<textarea") == 1
    answer = post(emil, where, digest=hidden(page, "digest"), reason=REASON)
    assert answer.status_code == 303
    shown = emil.get(f"/editions/{edition.id}").text
    assert REASON in shown
    assert f'href="{where}"' not in shown
    assert emil.get(where).status_code == 409


def test_a_refused_form_keeps_what_was_typed(emil: FlaskClient) -> None:
    edition = make_edition(state="published")
    where = f"/verdicts/{edition.verdict_id}/withdraw"
    digest = hidden(emil.get(where).text, "digest")
    empty = post(emil, where, digest=digest, reason=" ")
    assert (empty.status_code, "Enter the reason" in empty.text) == (422, True)
    make_correction(edition, "mixed")
    stale = post(emil, where, digest=digest, reason="WHY")
    assert stale.status_code == 409
    assert "WHY</textarea>" in stale.text
    assert "<del>False</del><ins>Mixed</ins>" in stale.text
    asked = post(emil, where, digest=digest, reason="WHY", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.json["status"]) == (409, 409)
    again = post(emil, where, digest=hidden(stale.text, "digest"), reason="WHY")
    assert again.status_code == 303


def test_only_editors_are_offered_it(app: Flask) -> None:
    edition = make_edition(state="published")
    rita = sign_in(app.test_client(), make_user("Rita"))
    assert "/withdraw" not in rita.get(f"/editions/{edition.id}").text
    assert rita.get(f"/verdicts/{edition.verdict_id}/withdraw").status_code == 403

"""The requirement that no blocking conversation is open: it is named, linked, and not part of the snapshot."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.threads import service as threads
from factcheck.verdicts import service
from factcheck.verdicts.editions.requirements import (
    NO_BLOCKING_CONVERSATION,
    NO_OPEN_ISSUES,
    OpenIssues,
    RequirementNotMet,
    met,
    requirements,
)
from factcheck.verdicts.editions.snapshot import EditionSnapshot, digest
from factcheck.verdicts.models import Edition, EditionState
from tests.factories import make_edition, make_thread, make_user, post, shown_on, sign_in

OLD_FIELDS = {
    "claim_id", "slug", "number", "statement", "quoted", "claimant", "said_on", "place", "rating", "headline",
    "summary", "rationale", "would_change", "correction_class", "public_note", "author", "approver", "approved_at",
    "reviewers", "appearances", "evidence", "language", "tags", "replies", "questions", "tables", "parts", "relations",
    "confidential",
}  # fmt: skip


@pytest.fixture
def emil(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Emil", Role.EDITOR))


def test_a_blocking_conversation_keeps_a_verdict_from_approval_until_it_is_resolved(app: Flask) -> None:
    emil, edition = make_user("Emil", Role.EDITOR), make_edition()
    thread = make_thread(edition.verdict.claim, is_blocking=True)
    with pytest.raises(RequirementNotMet, match="No blocking conversation") as refusal:
        service.approve(emil, edition, edition.revision)
    assert refusal.value.requirement is NO_BLOCKING_CONVERSATION
    db.session.rollback()
    threads.resolve(emil, thread)
    service.approve(emil, edition, edition.revision)
    assert edition.state is EditionState.PUBLISHED


@pytest.mark.parametrize("act", ["unblock", "resolve"])
def test_what_blocks_no_more_and_what_is_elsewhere_keeps_nothing(app: Flask, act: str) -> None:
    emil, edition = make_user("Emil", Role.EDITOR), make_edition()
    thread = make_thread(edition.verdict.claim, is_blocking=True)
    getattr(threads, act)(emil, thread)
    make_thread(edition.verdict.claim)
    service.approve(emil, edition, edition.revision)
    assert edition.state is EditionState.PUBLISHED


def test_the_refusal_names_the_requirement_and_leads_to_the_conversation(emil: FlaskClient) -> None:
    edition = make_edition()
    thread = make_thread(edition.verdict.claim, is_blocking=True)
    page = emil.get(f"/editions/{edition.id}").text
    assert f'<a href="/threads/{thread.id}">Go to conversation {thread.id}</a>' in page
    answer = post(emil, f"/editions/{edition.id}/approve", **shown_on(emil, edition.id))
    assert answer.status_code == 409
    notice = answer.text.partition('role="alert">')[2].partition("</div>")[0]
    assert "Not approved." in notice
    assert "No blocking conversation: No open conversation blocks approval." in notice
    assert f'<a href="/threads/{thread.id}">' in notice
    after = db.session.get_one(Edition, edition.id)
    assert (after.state, after.verdict.slug) == (EditionState.SUBMITTED, None)


def test_a_program_is_told_of_the_requirement_as_of_every_refusal(emil: FlaskClient) -> None:
    edition = make_edition()
    make_thread(edition.verdict.claim, is_blocking=True)
    url, accept = f"/editions/{edition.id}/approve", {"Accept": "application/json"}
    answer = post(emil, url, **shown_on(emil, edition.id), headers=accept)
    assert (answer.status_code, answer.mimetype) == (409, "application/problem+json")
    assert "No blocking conversation" in answer.json["detail"]


def test_other_requirements_are_named_as_before(emil: FlaskClient) -> None:
    edition = make_edition()
    for row in db.session.query(Edition).one().verdict.claim.annotations:
        assert row.archived_at is None
    db.session.execute(db.text("UPDATE evidence SET archived_at = CURRENT_TIMESTAMP"))
    db.session.commit()
    answer = post(emil, f"/editions/{edition.id}/approve", **shown_on(emil, edition.id))
    assert answer.status_code == 409
    assert "Not approved.</strong> Evidence: At least one piece" in answer.text


def test_what_was_approved_stays_so_whatever_is_asked_later(emil: FlaskClient) -> None:
    edition = make_edition(state="published")
    make_thread(edition.verdict.claim, is_blocking=True)
    page = emil.get(f"/editions/{edition.id}").text
    assert "/threads/" not in page
    assert "<strong>No blocking conversation</strong>: met" in page


def test_records_are_as_they_were_before_this_requirement(app: Flask) -> None:
    edition = make_edition(state="approved")
    record = EditionSnapshot.from_json(edition.record or "")
    assert set(EditionSnapshot.__dataclass_fields__) == OLD_FIELDS
    assert digest(record.to_json()) == edition.record_sha256
    assert met(record, NO_OPEN_ISSUES)[NO_BLOCKING_CONVERSATION]
    assert not met(record, OpenIssues(blocking=(3,)))[NO_BLOCKING_CONVERSATION]


def test_every_requirement_is_answered_and_readers_are_told_of_it(app: Flask) -> None:
    record = EditionSnapshot.from_json(make_edition(state="approved").record or "")
    assert tuple(met(record, NO_OPEN_ISSUES)) == requirements(is_reply_required=False)
    assert "No blocking conversation." in app.test_client().get("/methodology").text

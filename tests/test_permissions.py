"""The permission table, row by row."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from factcheck.accounts.models import Role, User
from factcheck.errors import NotAllowed
from factcheck.permissions import RULES, Permission, can, require

EVERYBODY = "reviewer editor admin"
EDITORS = "editor admin"
OTHERS = SimpleNamespace(
    author_id=99,
    author=SimpleNamespace(active=True),
    has_submitted=False,
    is_assigned=False,
    is_blocking=True,
    changed_by=(),
    people=(),
    is_reviewed=True,
    claim=SimpleNamespace(author_id=99, is_reviewed=True),
)
TABLE = {
    Permission.READ_NEWSROOM: EVERYBODY,
    Permission.MANAGE_PEOPLE: "admin",
    Permission.SEE_ALARMS: "admin",
    Permission.RETRY_JOB: EVERYBODY,
    Permission.ADD_ARTICLE: EVERYBODY,
    Permission.MANAGE_FEEDS: EDITORS,
    Permission.IMPORT_CHECKS: EDITORS,
    Permission.EDIT_ARTICLE: EVERYBODY,
    Permission.UPDATE_ARTICLE: EVERYBODY,
    Permission.ARCHIVE_ARTICLE: EDITORS,
    Permission.ARCHIVE_SOURCE: EDITORS,
    Permission.MERGE_SOURCES: EDITORS,
    Permission.HIGHLIGHT_CLAIM: EVERYBODY,
    Permission.EDIT_CLAIM: EDITORS,
    Permission.TAG_CLAIM: EVERYBODY,
    Permission.MOVE_ANCHOR: EDITORS,
    Permission.ARCHIVE_CLAIM: EDITORS,
    Permission.DECIDE_ANCHOR: EVERYBODY,
    Permission.START_THREAD: EVERYBODY,
    Permission.REPLY_IN_THREAD: EVERYBODY,
    Permission.RESOLVE_THREAD: EDITORS,
    Permission.REOPEN_THREAD: EVERYBODY,
    Permission.BLOCK_APPROVAL: EDITORS,
    Permission.EDIT_COMMENT: "",
    Permission.REMOVE_COMMENT: EDITORS,
    Permission.ADD_SOURCE: EVERYBODY,
    Permission.EDIT_SOURCE: EVERYBODY,
    Permission.EDIT_PUBLISHER: EVERYBODY,
    Permission.MARK_CONFIDENTIAL: EDITORS,
    Permission.GIVE_SOURCE_ACCESS: EVERYBODY,
    Permission.END_SOURCE_ACCESS: EDITORS,
    Permission.REMOVE_SOURCE_NOTE: EDITORS,
    Permission.ADD_CAPTURE: EVERYBODY,
    Permission.REDACT_CAPTURE: EVERYBODY,
    Permission.WITHDRAW_REDACTION: EDITORS,
    Permission.OPEN_SEALED_CAPTURE: EDITORS,
    Permission.ADD_EVIDENCE: EVERYBODY,
    Permission.EDIT_EVIDENCE: EDITORS,
    Permission.ORDER_EVIDENCE: EVERYBODY,
    Permission.WITHDRAW_EVIDENCE: EDITORS,
    Permission.RELATE_CLAIMS: EVERYBODY,
    Permission.REMOVE_RELATION: EDITORS,
    Permission.ASK_QUESTION: EVERYBODY,
    Permission.EDIT_QUESTION: EDITORS,
    Permission.EDIT_CALCULATION: "reviewer editor admin",
    Permission.ASK_REPLY: "reviewer editor admin",
    Permission.ASSIGN_REVIEW: EDITORS,
    Permission.SUBMIT_REVIEW: EVERYBODY,
    Permission.SEE_REVIEWS: EDITORS,
    Permission.SEE_DRAFT_VERDICT: EDITORS,
    Permission.PROPOSE_VERDICT: EVERYBODY,
    Permission.EDIT_VERDICT: "",
    Permission.DISCARD_VERDICT: "",
    Permission.SEND_BACK_VERDICT: EDITORS,
    Permission.APPROVE_VERDICT: EDITORS,
    Permission.PUBLISH_VERDICT: EDITORS,
    Permission.CORRECT_VERDICT: EDITORS,
    Permission.WITHDRAW_VERDICT: EDITORS,
    Permission.ASK_TAKEDOWN: EDITORS,
    Permission.APPROVE_TAKEDOWN: EDITORS,
    Permission.DECLINE_TAKEDOWN: EDITORS,
    Permission.ANSWER_CHANGE: EDITORS,
    Permission.ANSWER_QUESTION: EDITORS,
    Permission.SET_REPORT: EDITORS,
}


def person(role: Role, id_: int = 1) -> User:
    return User(id=id_, name=role.value, role=role, active=True)


def test_a_draft_whose_author_has_left_is_discarded_by_an_editor_only() -> None:
    draft = SimpleNamespace(author_id=99, author=SimpleNamespace(active=False))
    allowed = [role for role in Role if can(person(role), Permission.DISCARD_VERDICT, draft)]
    assert allowed == [Role.EDITOR, Role.ADMIN]


def test_every_permission_has_its_row() -> None:
    assert set(TABLE) == set(Permission) == set(RULES)


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("role", list(Role))
def test_each_role_on_the_work_of_others(permission: Permission, role: Role) -> None:
    assert can(person(role), permission, OTHERS) is (role.value in TABLE[permission].split())


@pytest.mark.parametrize("role", list(Role))
def test_nobody_approves_or_sends_back_their_own(role: Role) -> None:
    own = SimpleNamespace(author_id=1)
    for permission in (Permission.APPROVE_VERDICT, Permission.SEND_BACK_VERDICT, Permission.APPROVE_TAKEDOWN):
        with pytest.raises(NotAllowed):
            require(person(role), permission, own)


def test_authors_may_change_and_archive_what_they_wrote() -> None:
    own = SimpleNamespace(author_id=1)
    for permission in (
        Permission.EDIT_VERDICT,
        Permission.ARCHIVE_CLAIM,
        Permission.EDIT_EVIDENCE,
        Permission.WITHDRAW_EVIDENCE,
        Permission.REMOVE_SOURCE_NOTE,
        Permission.END_SOURCE_ACCESS,
    ):
        assert can(person(Role.REVIEWER), permission, own)


@pytest.mark.parametrize(
    ("role", "is_reviewed", "is_own", "may"),
    [
        (Role.REVIEWER, False, False, True),
        (Role.REVIEWER, True, False, False),
        (Role.REVIEWER, True, True, True),
        (Role.EDITOR, True, False, True),
        (Role.ADMIN, True, False, True),
    ],
)
def test_after_a_review_a_claim_is_changed_by_its_author_or_an_editor(
    role: Role, is_reviewed: bool, is_own: bool, may: bool
) -> None:
    claim = SimpleNamespace(author_id=1 if is_own else 99, is_reviewed=is_reviewed)
    assert can(person(role), Permission.EDIT_CLAIM, claim) is may
    assert can(person(role), Permission.MOVE_ANCHOR, SimpleNamespace(author_id=99, claim=claim)) is may
    assert can(person(role), Permission.MOVE_ANCHOR, SimpleNamespace(author_id=1, claim=claim))
    assert can(person(role), Permission.TAG_CLAIM, claim)


def test_the_author_of_a_conversation_sets_its_block_and_anybody_resolves_one_that_does_not_block() -> None:
    rita = person(Role.REVIEWER)
    own = SimpleNamespace(author_id=1, is_blocking=True)
    for permission in (Permission.BLOCK_APPROVAL, Permission.RESOLVE_THREAD):
        assert can(rita, permission, own)
    for permission in (Permission.EDIT_COMMENT, Permission.REMOVE_COMMENT):
        assert can(rita, permission, own)
    assert can(rita, Permission.RESOLVE_THREAD, SimpleNamespace(author_id=99, is_blocking=False))


@pytest.mark.parametrize(
    ("role", "submitted", "assigned", "sees"),
    [
        (Role.REVIEWER, False, False, False),
        (Role.REVIEWER, False, True, False),
        (Role.REVIEWER, True, True, True),
        (Role.EDITOR, False, False, True),
        (Role.EDITOR, False, True, False),
        (Role.ADMIN, False, True, False),
        (Role.ADMIN, True, True, True),
    ],
)
def test_reviews_stay_blind(role: Role, submitted: bool, assigned: bool, sees: bool) -> None:
    standing = SimpleNamespace(has_submitted=submitted, is_assigned=assigned)
    assert can(person(role), Permission.SEE_REVIEWS, standing) is sees


def test_nobody_without_access_may_do_anything() -> None:
    ada = person(Role.ADMIN)
    ada.active = False
    assert not any(can(who, permission, OTHERS) for who in (None, ada) for permission in Permission)

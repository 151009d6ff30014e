"""Who may do what, in one table. Services require it, templates ask it, a test prints and checks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from factcheck.accounts.models import Role, User
from factcheck.errors import NotAllowed
from factcheck.i18n import _
from factcheck.permissions.permission import Permission
from factcheck.permissions.refusals import OTHERWISE, REFUSALS

Rule = Callable[[User, Any], bool]


def reviewer(user: User, _: Any) -> bool:
    """Reviewers, editors and administrators."""
    return user.role in {Role.REVIEWER, Role.EDITOR, Role.ADMIN}


def editor(user: User, _: Any) -> bool:
    """Editors and administrators."""
    return user.role in {Role.EDITOR, Role.ADMIN}


def admin(user: User, _: Any) -> bool:
    """Administrators."""
    return user.role is Role.ADMIN


def author(user: User, subject: Any) -> bool:
    """The person who wrote the thing."""
    return subject is not None and subject.author_id == user.id


def editor_or_author(user: User, subject: Any) -> bool:
    """Editors, administrators and the person who wrote the thing."""
    return editor(user, subject) or author(user, subject)


def edits(user: User, claim: Any) -> bool:
    """Any reviewer, until the claim has been reviewed; then an editor, or the person who highlighted it."""
    return reviewer(user, claim) and (not claim.is_reviewed or editor(user, claim) or author(user, claim))


def sees_reviews(user: User, subject: Any) -> bool:
    """Blind until submitted: people who have submitted their own, and editors who weren't assigned to review."""
    return subject.has_submitted or (editor(user, None) and not subject.is_assigned)


RULES: dict[Permission, Rule] = {
    Permission.READ_NEWSROOM: reviewer,
    Permission.MANAGE_PEOPLE: admin,
    Permission.SEE_ALARMS: admin,
    Permission.RETRY_JOB: reviewer,
    Permission.ADD_ARTICLE: reviewer,
    Permission.MANAGE_FEEDS: editor,
    Permission.IMPORT_CHECKS: editor,
    Permission.EDIT_ARTICLE: reviewer,
    Permission.UPDATE_ARTICLE: reviewer,
    Permission.ARCHIVE_ARTICLE: editor,
    Permission.HIGHLIGHT_CLAIM: reviewer,
    Permission.EDIT_CLAIM: edits,
    Permission.TAG_CLAIM: reviewer,
    Permission.ARCHIVE_CLAIM: editor_or_author,
    Permission.MOVE_ANCHOR: lambda user, it: edits(user, it.claim) or author(user, it),
    Permission.DECIDE_ANCHOR: reviewer,
    Permission.START_THREAD: reviewer,
    Permission.REPLY_IN_THREAD: reviewer,
    Permission.RESOLVE_THREAD: lambda user, it: editor_or_author(user, it) if it.is_blocking else reviewer(user, it),
    Permission.REOPEN_THREAD: reviewer,
    Permission.BLOCK_APPROVAL: editor_or_author,
    Permission.EDIT_COMMENT: author,
    Permission.REMOVE_COMMENT: editor_or_author,
    Permission.ADD_SOURCE: reviewer,
    Permission.EDIT_SOURCE: reviewer,
    Permission.ARCHIVE_SOURCE: editor,
    Permission.EDIT_PUBLISHER: reviewer,
    Permission.MERGE_SOURCES: editor,
    Permission.MARK_CONFIDENTIAL: editor,
    Permission.GIVE_SOURCE_ACCESS: reviewer,
    Permission.END_SOURCE_ACCESS: editor_or_author,
    Permission.REMOVE_SOURCE_NOTE: editor_or_author,
    Permission.ADD_CAPTURE: reviewer,
    Permission.REDACT_CAPTURE: reviewer,
    Permission.WITHDRAW_REDACTION: editor_or_author,
    Permission.OPEN_SEALED_CAPTURE: lambda user, it: editor(user, it) or user.id in it.people,
    Permission.ADD_EVIDENCE: reviewer,
    Permission.EDIT_EVIDENCE: editor_or_author,
    Permission.ORDER_EVIDENCE: reviewer,
    Permission.WITHDRAW_EVIDENCE: editor_or_author,
    Permission.RELATE_CLAIMS: reviewer,
    Permission.REMOVE_RELATION: editor_or_author,
    Permission.ASK_QUESTION: reviewer,
    Permission.EDIT_QUESTION: editor_or_author,
    Permission.ASK_REPLY: reviewer,
    Permission.EDIT_CALCULATION: reviewer,
    Permission.ASSIGN_REVIEW: editor,
    Permission.SUBMIT_REVIEW: reviewer,
    Permission.SEE_REVIEWS: sees_reviews,
    Permission.SEE_DRAFT_VERDICT: sees_reviews,
    Permission.PROPOSE_VERDICT: reviewer,
    Permission.EDIT_VERDICT: author,
    Permission.DISCARD_VERDICT: lambda user, it: author(user, it) or (editor(user, it) and not it.author.active),
    Permission.SEND_BACK_VERDICT: lambda user, it: editor(user, it) and not author(user, it),
    Permission.APPROVE_VERDICT: lambda user, it: editor(user, it) and not author(user, it),
    Permission.PUBLISH_VERDICT: editor,
    Permission.CORRECT_VERDICT: editor,
    Permission.WITHDRAW_VERDICT: editor,
    Permission.ASK_TAKEDOWN: editor,
    Permission.APPROVE_TAKEDOWN: lambda user, it: editor(user, it) and not author(user, it),
    Permission.DECLINE_TAKEDOWN: editor,
    Permission.ANSWER_CHANGE: editor,
    Permission.ANSWER_QUESTION: lambda user, it: editor(user, it) and user.id not in it.changed_by,
    Permission.SET_REPORT: editor,
}


def can(user: User | None, permission: Permission, subject: Any = None) -> bool:
    """Whether this person may; people who aren't signed in may nothing."""
    return user is not None and user.active and RULES[permission](user, subject)


def require(user: User | None, permission: Permission, subject: Any = None) -> None:
    """Raise NotAllowed with the reason unless this person may."""
    if not can(user, permission, subject):
        raise NotAllowed(_(REFUSALS.get(permission, OTHERWISE)))

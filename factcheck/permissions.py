"""Who may do what, in one table. Services require it, templates ask it, a test prints and checks it."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

from factcheck.accounts.models import Role, User
from factcheck.errors import NotAllowed
from factcheck.i18n import N_, _

Rule = Callable[[User, Any], bool]


class Permission(enum.StrEnum):
    """Everything a signed-in person can be allowed, as noun:verb."""

    READ_NEWSROOM = "newsroom:read"
    MANAGE_PEOPLE = "people:manage"
    SEE_ALARMS = "alarm:see"
    RETRY_JOB = "job:retry"
    ADD_ARTICLE = "article:add"
    MANAGE_FEEDS = "feed:manage"
    IMPORT_CHECKS = "prior-check:import"
    EDIT_ARTICLE = "article:edit"
    UPDATE_ARTICLE = "article:update"
    ARCHIVE_ARTICLE = "article:archive"
    HIGHLIGHT_CLAIM = "claim:highlight"
    EDIT_CLAIM = "claim:edit"
    TAG_CLAIM = "claim:tag"
    ARCHIVE_CLAIM = "claim:archive"
    MOVE_ANCHOR = "anchor:move"
    DECIDE_ANCHOR = "anchor:decide"
    START_THREAD = "thread:start"
    REPLY_IN_THREAD = "thread:reply"
    RESOLVE_THREAD = "thread:resolve"
    REOPEN_THREAD = "thread:reopen"
    BLOCK_APPROVAL = "thread:block"
    EDIT_COMMENT = "comment:edit"
    REMOVE_COMMENT = "comment:remove"
    ADD_SOURCE = "source:add"
    EDIT_SOURCE = "source:edit"
    ARCHIVE_SOURCE = "source:archive"
    REMOVE_SOURCE_NOTE = "source:remove-note"
    ADD_CAPTURE = "capture:add"
    ADD_EVIDENCE = "evidence:add"
    EDIT_EVIDENCE = "evidence:edit"
    ORDER_EVIDENCE = "evidence:order"
    WITHDRAW_EVIDENCE = "evidence:withdraw"
    ASK_REPLY = "reply:ask"
    ASSIGN_REVIEW = "review:assign"
    SUBMIT_REVIEW = "review:submit"
    SEE_REVIEWS = "review:see"
    SEE_DRAFT_VERDICT = "verdict:see-draft"
    PROPOSE_VERDICT = "verdict:propose"
    EDIT_VERDICT = "verdict:edit"
    DISCARD_VERDICT = "verdict:discard"
    SEND_BACK_VERDICT = "verdict:send-back"
    APPROVE_VERDICT = "verdict:approve"
    PUBLISH_VERDICT = "verdict:publish"
    CORRECT_VERDICT = "verdict:correct"
    WITHDRAW_VERDICT = "verdict:withdraw"
    ASK_TAKEDOWN = "takedown:ask"
    APPROVE_TAKEDOWN = "takedown:approve"
    DECLINE_TAKEDOWN = "takedown:decline"
    ANSWER_CHANGE = "verdict:answer-change"
    ANSWER_QUESTION = "verdict:answer-question"
    SET_REPORT = "report:set"


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
    Permission.REMOVE_SOURCE_NOTE: editor_or_author,
    Permission.ADD_CAPTURE: reviewer,
    Permission.ADD_EVIDENCE: reviewer,
    Permission.EDIT_EVIDENCE: editor_or_author,
    Permission.ORDER_EVIDENCE: reviewer,
    Permission.WITHDRAW_EVIDENCE: editor_or_author,
    Permission.ASK_REPLY: reviewer,
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

REFUSALS: dict[Permission, str] = {
    Permission.MANAGE_PEOPLE: N_("People are managed by administrators."),
    Permission.IMPORT_CHECKS: N_("Only an editor can import checks by other newsrooms."),
    Permission.MANAGE_FEEDS: N_("Only an editor can change which feeds are followed."),
    Permission.APPROVE_VERDICT: N_("Only an editor who didn’t write the verdict can approve it."),
    Permission.SEND_BACK_VERDICT: N_("Only an editor who didn’t write the verdict can send it back."),
    Permission.WITHDRAW_VERDICT: N_("Only an editor can withdraw a published verdict."),
    Permission.ASK_TAKEDOWN: N_("Only an editor can request a takedown."),
    Permission.APPROVE_TAKEDOWN: N_("Only an editor who didn’t request the takedown can approve it."),
    Permission.DISCARD_VERDICT: N_("Only its author can discard a draft, or an editor once the author has left."),
    Permission.EDIT_VERDICT: N_("Only its author can edit this draft."),
    Permission.SEE_REVIEWS: N_("You can see others’ reviews of this claim once you have submitted your own."),
    Permission.SEE_DRAFT_VERDICT: N_("You can see this draft verdict once you have submitted your own review."),
    Permission.ANSWER_CHANGE: N_("Only an editor can decide what a publisher’s change means for a verdict."),
    Permission.ANSWER_QUESTION: N_("Only an editor who didn’t make the change can decide that the verdict stands."),
    Permission.EDIT_CLAIM: N_("Only an editor or the person who highlighted it can edit a claim that was reviewed."),
    Permission.MOVE_ANCHOR: N_(
        "This claim has been reviewed. Only an editor or the person who highlighted it can adjust the quote."
    ),
    Permission.ARCHIVE_CLAIM: N_("Only an editor or the person who highlighted the claim can archive it."),
    Permission.RESOLVE_THREAD: N_("Only an editor or the person who started it can resolve one that blocks approval."),
    Permission.BLOCK_APPROVAL: N_("Only an editor or the person who started it can change whether it blocks approval."),
    Permission.EDIT_COMMENT: N_("Only its author can edit a comment."),
    Permission.REMOVE_COMMENT: N_("Only an editor or its author can remove or restore a comment."),
    Permission.EDIT_EVIDENCE: N_("Only an editor or the person who added the evidence can edit it."),
    Permission.REMOVE_SOURCE_NOTE: N_("Only an editor or the person who wrote the note can remove it."),
    Permission.WITHDRAW_EVIDENCE: N_("Only an editor or the person who added the evidence can withdraw it."),
}
OTHERWISE = N_("Your role doesn’t allow this.")


def can(user: User | None, permission: Permission, subject: Any = None) -> bool:
    """Whether this person may; people who aren't signed in may nothing."""
    return user is not None and user.active and RULES[permission](user, subject)


def require(user: User | None, permission: Permission, subject: Any = None) -> None:
    """Raise NotAllowed with the reason unless this person may."""
    if not can(user, permission, subject):
        raise NotAllowed(_(REFUSALS.get(permission, OTHERWISE)))

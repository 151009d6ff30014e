"""Actions on comments and their mentions."""

from __future__ import annotations

from typing import Any

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.claims.models import Claim
from factcheck.db import check_revision, db, utcnow
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.i18n import _, count
from factcheck.permissions import Permission, require
from factcheck.threads import queries
from factcheck.threads.bodies import clean, key, mentioned
from factcheck.threads.models import Comment, Mention, Thread

MAX_BODY = 5_000  # code points


def say(actor: User, thread: Thread, body: str) -> dict[str, Any]:
    """Add a comment to the end of a conversation with its mentions; returns what the audit log records of it."""
    comment = Comment(thread=thread, author=actor, body=_checked(body))
    db.session.add(comment)
    names = _ask(comment)
    db.session.flush()
    return {"comment": comment.id, "body": comment.body, "asked": names}


def edit(actor: User, comment: Comment, body: str, seen_revision: int) -> None:
    """Edit one's own comment; the audit log keeps the earlier text, and newly mentioned people are asked."""
    require(actor, Permission.EDIT_COMMENT, comment)
    refuse_archived(comment.thread.claim)
    if comment.removed_at is not None:
        raise Conflict(_("This comment was removed. Restore it first."))
    if not check_revision(comment, seen_revision):
        raise EditConflict(_("You edited this comment in another window after opening this form. Nothing was saved."))
    before, after = comment.body, _checked(body)
    if before == after:
        return
    comment.body, comment.edited_at = after, utcnow()
    names = _ask(comment)
    db.session.flush()
    record(actor, "comment:edit", ("comment", comment.id), {"body": before}, {"body": after, "asked": names})


def remove(actor: User, comment: Comment) -> None:
    """Remove a comment; its place says so, and the audit log keeps its text."""
    require(actor, Permission.REMOVE_COMMENT, comment)
    refuse_archived(comment.thread.claim)
    if comment.removed_at is not None:
        raise Conflict(_("This comment has already been removed."))
    comment.removed_at, comment.removed_by = utcnow(), actor
    db.session.flush()
    record(actor, "comment:remove", ("comment", comment.id), {"body": comment.body}, None)


def restore(actor: User, comment: Comment) -> None:
    """Restore a removed comment."""
    require(actor, Permission.REMOVE_COMMENT, comment)
    refuse_archived(comment.thread.claim)
    if comment.removed_at is None:
        raise Conflict(_("This comment hasn’t been removed."))
    comment.removed_at = comment.removed_by = None
    db.session.flush()
    record(actor, "comment:restore", ("comment", comment.id), None, {"body": comment.body})


def refuse_archived(claim: Claim) -> None:
    """Refuse comments on an archived claim."""
    if claim.archived_at is not None:
        raise Conflict(_("This claim is archived. Restore it first."))


def _checked(body: str) -> str:
    words = clean(body)
    if not words:
        raise Invalid("body", _("Enter a comment."))
    if len(words) > MAX_BODY:
        limits = {"most": count(MAX_BODY), "length": count(len(words))}
        message = _("A comment may have at most %(most)s characters; this one has %(length)s.", **limits)
        raise Invalid("body", message)
    return words


def _ask(comment: Comment) -> list[str]:
    """Update the mentions of a comment from its text; one's own name doesn't count. Returns the names."""
    everybody = db.session.scalars(queries.people()).all()
    keys = mentioned(comment.body, [user.name for user in everybody])
    named = [user for user in everybody if key(user.name) in keys]
    comment.mentions = [it for it in comment.mentions if it.user in named]
    people = {it.user for it in comment.mentions}
    for user in named:
        if user not in people:
            comment.mentions.append(Mention(user=user, seen_at=utcnow() if user is comment.author else None))
    return [user.name for user in named]

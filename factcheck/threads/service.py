"""Actions on conversations. They are internal: no export contains any of them."""

from __future__ import annotations

from factcheck.accounts.models import User
from factcheck.anchoring import find
from factcheck.anchoring.selectors import WordingChange
from factcheck.audit.service import record
from factcheck.claims.models import Claim
from factcheck.db import db, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.threads import queries
from factcheck.threads.comments import refuse_archived, say
from factcheck.threads.models import Thread


def start(actor: User, claim: Claim, body: str, exact: str = "", *, is_blocking: bool = False) -> Thread:
    """Start a conversation on a claim, or on a passage of it."""
    require(actor, Permission.START_THREAD)
    refuse_archived(claim)
    thread = Thread(claim=claim, author=actor, exact=_words(claim, exact), is_blocking=is_blocking)
    first = say(actor, thread, body)
    after = {"thread": thread.id, "words": thread.exact, "blocks_approval": _word(is_blocking), **first}
    record(actor, "thread:start", ("claim", claim.id), None, after)
    return thread


def reply(actor: User, thread: Thread, body: str) -> None:
    """Reply in an open conversation; this marks the person's mentions in it as seen."""
    require(actor, Permission.REPLY_IN_THREAD)
    refuse_archived(thread.claim)
    if thread.resolved_at is not None:
        who = thread.resolved_by.name if thread.resolved_by else _("somebody")
        raise Invalid("body", _("%(name)s resolved this conversation in the meantime. Reopen it to reply.", name=who))
    said = say(actor, thread, body)
    record(actor, "thread:reply", ("claim", thread.claim_id), None, {"thread": thread.id, **said})
    see(actor, thread)


def resolve(actor: User, thread: Thread) -> None:
    """Resolve a conversation; it no longer blocks approval."""
    require(actor, Permission.RESOLVE_THREAD, thread)
    refuse_archived(thread.claim)
    if thread.resolved_at is not None:
        raise Conflict(_("This conversation is already resolved."))
    thread.resolved_at, thread.resolved_by = utcnow(), actor
    _record(actor, "thread:resolve", thread, "conversation", "open", "resolved")


def reopen(actor: User, thread: Thread) -> None:
    """Reopen a resolved conversation; if it was blocking, it blocks again."""
    require(actor, Permission.REOPEN_THREAD)
    refuse_archived(thread.claim)
    if thread.resolved_at is None:
        raise Conflict(_("This conversation is already open."))
    thread.resolved_at = thread.resolved_by = None
    _record(actor, "thread:reopen", thread, "conversation", "resolved", "open")


def block(actor: User, thread: Thread) -> None:
    """Let an open conversation block approval of the verdict."""
    _set_blocking(actor, thread, is_blocking=True)


def unblock(actor: User, thread: Thread) -> None:
    """Stop an open conversation from blocking approval."""
    _set_blocking(actor, thread, is_blocking=False)


def see(actor: User, thread: Thread) -> None:
    """Mark this person's mentions in a conversation as seen; nothing is recorded a second time."""
    require(actor, Permission.READ_NEWSROOM)
    waiting = [it for it in db.session.scalars(queries.unseen(actor.id)) if it.comment.thread_id == thread.id]
    for mention in waiting:
        mention.seen_at = utcnow()
    if waiting:
        db.session.flush()
        comments = [mention.comment_id for mention in waiting]
        record(actor, "mention:see", ("thread", thread.id), {"unseen": comments}, {"unseen": []})


def _set_blocking(actor: User, thread: Thread, *, is_blocking: bool) -> None:
    require(actor, Permission.BLOCK_APPROVAL, thread)
    refuse_archived(thread.claim)
    if thread.resolved_at is not None:
        raise Conflict(_("This conversation is resolved, so it can’t block approval. Reopen it first."))
    if thread.is_blocking is is_blocking:
        if is_blocking:
            raise Conflict(_("This conversation already blocks approval."))
        raise Conflict(_("This conversation doesn’t block approval."))
    thread.is_blocking = is_blocking
    action = "thread:block" if is_blocking else "thread:unblock"
    _record(actor, action, thread, "blocks_approval", _word(not is_blocking), _word(is_blocking))


def _record(actor: User, action: str, thread: Thread, name: str, old: str, new: str) -> None:
    db.session.flush()
    record(actor, action, ("claim", thread.claim_id), {name: old}, {name: new, "thread": thread.id})


def _word(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _words(claim: Claim, exact: str) -> str | None:
    """The passage as in the claim's quotation, whatever its typography; other words are refused, not guessed."""
    if not exact.strip():
        return None
    standing = [target.exact for it in claim.annotations if it.archived_at is None for target in it.targets]
    for text in (claim.quoted, *standing):
        found = find(text, exact)
        if found and found.change is not WordingChange.REWORDED:
            return text[found.start : found.end]
    raise Invalid("exact", _("This passage isn’t in the claim’s quotation. Copy it from there, or leave this empty."))

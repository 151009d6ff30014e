"""Actions on questions: ask, edit, move, remove, restore."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.claims.models import Claim
from factcheck.claims.service import refuse_archived
from factcheck.db import check_revision, db, utcnow
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.evidence.positions import beside
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require
from factcheck.questions.models import ClaimQuestion
from factcheck.questions.queries import ordered

NO_TEXT = N_("Enter the question.")
REMOVED = N_("This question was removed. Restore it first.")
STALE = N_("Somebody else edited this question while you were writing. Your changes were not saved.")


def ask(actor: User, claim: Claim, text: str) -> ClaimQuestion:
    """Add a question to a claim, under a number that the claim never reuses."""
    require(actor, Permission.ASK_QUESTION)
    refuse_archived(claim)
    _check(text)
    question = ClaimQuestion(claim=claim, text=text, author=actor, **ordered(claim.id).next_place(claim.id))
    db.session.add(question)
    _record(actor, "question:ask", question, None, {"question": text})
    return question


def edit(actor: User, question: ClaimQuestion, text: str, seen_revision: int) -> None:
    """Edit the words of a question; refused if somebody else did since they were shown. No change records nothing."""
    require(actor, Permission.EDIT_QUESTION, question)
    refuse_closed(question)
    if not check_revision(question, seen_revision):
        raise EditConflict(_(STALE))
    _check(text)
    if text != question.text:
        before, question.text = question.text, text
        _record(actor, "question:edit", question, {"question": before}, {"question": text})


def move(actor: User, question: ClaimQuestion, neighbour: ClaimQuestion, *, is_after: bool) -> None:
    """Put a question directly before or after another of the same claim."""
    if neighbour.claim_id != question.claim_id or neighbour is question:
        raise Invalid("", _("A question can only be moved beside another question about the same claim."))
    order = beside(ordered(question.claim_id).numbers(), question.number, neighbour.number, is_after=is_after)
    arrange(actor, question.claim, order)


def arrange(actor: User, claim: Claim, order: Sequence[int]) -> None:
    """Put the questions with these numbers in this order; any other of the claim follows, in its present order."""
    require(actor, Permission.ASK_QUESTION)
    refuse_archived(claim)
    if orders := ordered(claim.id).put(order):
        before, after = orders
        record(actor, "question:order", ("claim", claim.id), {"order": before}, {"order": after})


def remove(actor: User, question: ClaimQuestion) -> None:
    """Remove a question with its answers; it can be restored, and its number stays taken."""
    require(actor, Permission.EDIT_QUESTION, question)
    refuse_archived(question.claim)
    if question.archived_at is not None:
        raise Conflict(_("This question was already removed."))
    question.archived_at = utcnow()
    _record(actor, "question:remove", question, {"question": question.text}, None)


def restore(actor: User, question: ClaimQuestion) -> None:
    """Restore a removed question with its answers."""
    require(actor, Permission.EDIT_QUESTION, question)
    refuse_archived(question.claim)
    if question.archived_at is None:
        raise Conflict(_("This question wasn’t removed."))
    question.archived_at = None
    _record(actor, "question:restore", question, None, {"question": question.text})


def refuse_closed(question: ClaimQuestion) -> None:
    """Refuse changes to a removed question, or to a question about an archived claim."""
    refuse_archived(question.claim)
    if question.archived_at is not None:
        raise Conflict(_(REMOVED))


def _check(text: str) -> None:
    if not text.strip():
        raise Invalid("text", _(NO_TEXT))


def _record(
    actor: User, act: str, question: ClaimQuestion, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    db.session.flush()
    number = {"number": question.number}
    sides = [None if side is None else number | side for side in (before, after)]
    record(actor, act, ("claim", question.claim_id), *sides)

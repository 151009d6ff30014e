"""Questions to the editors: the basis of an approved edition was changed; does its verdict still stand?

Every event that may change it (`claims/under_verdict.py:ACTS`) is handled here, in its transaction: the approved
snapshot is compared with the present state. A question is open as long as they differ and no editor has answered.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.articles.models import Version
from factcheck.audit import feed
from factcheck.audit.models import Event
from factcheck.audit.service import record
from factcheck.claims.under_verdict import ACTS, Then
from factcheck.db import check_revision, db, utcnow
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.i18n import N_, _, count
from factcheck.permissions import Permission, require
from factcheck.verdicts.basis_questions.models import BasisQuestion, QuestionOutcome
from factcheck.verdicts.basis_questions.queries import changes_under, in_force, open_question, stands
from factcheck.verdicts.editions.basis import digest
from factcheck.verdicts.models import Edition
from factcheck.verdicts.related.queries import claims_resting_on

MAX_NOTE = 1_000  # code points
APPROVE, PUBLISH = "verdict:approve", "verdict:publish"
OF_APPROVAL = frozenset({APPROVE, "claim:state", PUBLISH})
FOLLOWED = frozenset({APPROVE, PUBLISH, *(act for act, then in ACTS.items() if then is Then.ASKS)})
GONE = N_("The changes on this page are out of date. Nothing was recorded. Please re-check them.")
OPEN = N_(
    "What this verdict is based on has changed since it was approved. Before it can be published, an editor must "
    "confirm that it still stands, or the changes must be undone."
)


def follow(happened: Event) -> None:
    """Reconsider the verdicts that rest on what an event has changed, or were approved by it."""
    if happened.action in FOLLOWED:
        actor_id, subject_id = happened.actor_id, happened.subject_id
        for claim_id in db.session.scalars(claims_resting_on(happened.subject_type, subject_id)).all():
            if claim_id == subject_id and _is_frozen_now(happened):
                continue
            reconsider(claim_id, [actor_id] if actor_id else _adder(happened.action, subject_id))


def _is_frozen_now(happened: Event) -> bool:
    """Whether an edition was approved in this transaction, as everything is now, and no question waits for that.

    What the transaction has changed since has events of its own.
    """
    subject = (happened.subject_type, happened.subject_id)
    is_approval = happened.action in OF_APPROVAL and feed.was_done(db.session(), APPROVE, subject)
    return is_approval and open_question(happened.subject_id) is None


def reconsider(claim_id: int, changed_by: Collection[int] = ()) -> None:
    """Open, update or close the question on a claim, depending on its verdict and the present state."""
    edition, question = db.session.scalars(in_force(claim_id)).first(), open_question(claim_id)
    found = changes_under(edition) if edition else []
    if edition is None or not found or stands(edition, found):
        if question is not None:
            _close(question, edition)
        return
    if question is None:
        question = BasisQuestion(claim_id=claim_id, changed_by=[])
        db.session.add(question)
    elif question.changes_sha256 == digest(found):
        return  # people whose event changed something else
    question.edition_id, question.changes_sha256 = edition.id, digest(found)
    question.changes = [list(it) for it in found]
    question.changed_by = sorted({*question.changed_by, *changed_by})
    db.session.flush()


def answer(actor: User, question: BasisQuestion | None, note: str, seen_revision: int) -> None:
    """Confirm that the verdict stands despite the changes; not by those who made them.

    Raises Invalid for `note`; EditConflict if the question has changed or is no longer open.
    """
    if question is None:
        raise EditConflict(_(GONE))
    require(actor, Permission.ANSWER_QUESTION, question)
    if not note.strip():
        raise Invalid("note", _("Explain why the verdict still stands."))
    if len(note) > MAX_NOTE:
        limits = {"most": count(MAX_NOTE), "length": count(len(note))}
        raise Invalid("note", _("A note may have at most %(most)s characters; this one has %(length)s.", **limits))
    if not check_revision(question, seen_revision) or question.outcome is not None:
        raise EditConflict(_(GONE))
    question.outcome, question.note = QuestionOutcome.STANDS, note.strip()
    question.author, question.answered_at = actor, utcnow()
    db.session.flush()
    after = {"outcome": question.outcome, "note": question.note, "changes": question.changes}
    record(actor, "verdict:answer-question", ("claim", question.claim_id), None, after)


def take_back(actor: User, question: BasisQuestion) -> None:
    """Undo an answer, so that editors decide again."""
    require(actor, Permission.ANSWER_QUESTION, question)
    if question.outcome is not QuestionOutcome.STANDS or question.taken_back_at is not None:
        raise Conflict(_("There is no decision to undo."))
    question.taken_back_at = utcnow()
    db.session.flush()
    before: dict[str, Any] = {"outcome": question.outcome, "note": question.note}
    record(actor, "verdict:withdraw-question-answer", ("claim", question.claim_id), before, None)
    reconsider(question.claim_id, question.changed_by)


def refuse_open(claim_id: int) -> None:
    """Raise Conflict while a question on the claim is open."""
    if open_question(claim_id) is not None:
        raise Conflict(_(OPEN))


def _close(question: BasisQuestion, edition: Edition | None) -> None:
    """Close the question: by a new edition, by a withdrawal, or because the change was undone."""
    if edition is None:
        question.outcome = QuestionOutcome.WITHDRAWN
    else:
        is_new = edition.id != question.edition_id
        question.outcome = QuestionOutcome.CORRECTED if is_new else QuestionOutcome.PUT_BACK
    question.answered_at = utcnow()
    db.session.flush()


def _adder(action: str, subject_id: int) -> Collection[int]:
    """The person behind what the system itself has opened: the newest version of an article."""
    if action != "article:open-version":
        return []
    query = select(Version.added_by_id).where(Version.article_id == subject_id, Version.opened_at.is_not(None))
    return db.session.scalars(query.order_by(Version.number.desc()).limit(1)).all()

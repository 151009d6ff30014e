"""Actions on the answers to a question: add, edit, remove, restore."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from factcheck.accounts.models import User
from factcheck.audit.service import changes, record
from factcheck.db import check_revision, db, utcnow
from factcheck.errors import Conflict, EditConflict, Invalid, Refusals
from factcheck.evidence.models import Evidence
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require
from factcheck.questions.answer_kinds import AnswerKind, needs_evidence, needs_text
from factcheck.questions.models import ClaimQuestion, QuestionAnswer
from factcheck.questions.service import refuse_closed

NO_EVIDENCE = N_("Choose the evidence that the answer rests on.")
OTHER_EVIDENCE = N_("Choose evidence of this claim that wasn’t withdrawn.")
NEEDLESS_EVIDENCE = N_("“No answer found” has no evidence. Choose none, or another kind of answer.")
NO_ANSWER = N_("Enter the answer.")
NOT_SEARCHED = N_("Enter where you searched.")
STALE = N_("Somebody else edited this answer while you were writing. Your changes were not saved.")


@dataclass(frozen=True, slots=True)
class AnswerDetails:
    """The details of an answer."""

    kind: AnswerKind
    text: str = ""
    evidence: Evidence | None = None


def add(actor: User, question: ClaimQuestion, details: AnswerDetails) -> QuestionAnswer:
    """Answer a question; it can have several answers."""
    require(actor, Permission.ASK_QUESTION)
    refuse_closed(question)
    _check(question, details)
    answer = QuestionAnswer(question=question, author=actor, **_columns(details))
    db.session.add(answer)
    db.session.flush()
    _record(actor, "question:answer", answer, None, _snapshot(details))
    return answer


def edit(actor: User, answer: QuestionAnswer, details: AnswerDetails, seen_revision: int) -> None:
    """Edit an answer; refused if somebody else did since it was shown. No change records nothing."""
    require(actor, Permission.EDIT_QUESTION, answer)
    refuse_closed(answer.question)
    if not check_revision(answer, seen_revision):
        raise EditConflict(_(STALE))
    if answer.archived_at is not None:
        raise Conflict(_("This answer was removed. Restore it first."))
    _check(answer.question, details)
    old, new = changes(_snapshot(details_of(answer)), _snapshot(details))
    if not new:
        return
    for name, value in _columns(details).items():
        setattr(answer, name, value)
    db.session.flush()
    _record(actor, "question:edit-answer", answer, old, new)


def remove(actor: User, answer: QuestionAnswer) -> None:
    """Remove an answer; it can be restored."""
    require(actor, Permission.EDIT_QUESTION, answer)
    refuse_closed(answer.question)
    if answer.archived_at is not None:
        raise Conflict(_("This answer was already removed."))
    answer.archived_at = utcnow()
    db.session.flush()
    _record(actor, "question:remove-answer", answer, _snapshot(details_of(answer)), None)


def restore(actor: User, answer: QuestionAnswer) -> None:
    """Restore a removed answer."""
    require(actor, Permission.EDIT_QUESTION, answer)
    refuse_closed(answer.question)
    if answer.archived_at is None:
        raise Conflict(_("This answer wasn’t removed."))
    answer.archived_at = None
    db.session.flush()
    _record(actor, "question:restore-answer", answer, None, _snapshot(details_of(answer)))


def details_of(answer: QuestionAnswer) -> AnswerDetails:
    """What can be edited of an answer, as it is now."""
    return AnswerDetails(answer.kind, answer.text, answer.evidence)


def _check(question: ClaimQuestion, details: AnswerDetails) -> None:
    refusals, evidence, kind = Refusals(), details.evidence, details.kind
    with refusals.gather():
        if evidence is None and needs_evidence(kind):
            raise Invalid("evidence", _(NO_EVIDENCE))
        if evidence is not None and not needs_evidence(kind):
            raise Invalid("evidence", _(NEEDLESS_EVIDENCE))
        if evidence is not None and (evidence.claim_id != question.claim_id or evidence.archived_at is not None):
            raise Invalid("evidence", _(OTHER_EVIDENCE))
    with refusals.gather():
        if needs_text(kind) and not details.text.strip():
            raise Invalid("text", _(NO_ANSWER if needs_evidence(kind) else NOT_SEARCHED))
    refusals.tell()


def _columns(details: AnswerDetails) -> dict[str, Any]:
    return {"kind": details.kind, "text": details.text, "evidence": details.evidence}


def _snapshot(details: AnswerDetails) -> dict[str, Any]:
    number = details.evidence.number if details.evidence else None
    return {"answer_kind": details.kind, "answer": details.text, "evidence": number}


def _record(
    actor: User, act: str, answer: QuestionAnswer, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    question = answer.question
    which = {"number": question.number, "answer_id": answer.id}
    sides = [None if side is None else which | side for side in (before, after)]
    record(actor, act, ("claim", question.claim_id), *sides)

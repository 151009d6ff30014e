"""Undo and redo of actions on questions and answers, through the same services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.i18n import N_
from factcheck.questions import answering, service
from factcheck.questions.answer_kinds import AnswerKind
from factcheck.questions.models import ClaimQuestion, QuestionAnswer
from factcheck.undo.registry import Undoable

Undo = Callable[[User, Event], None]


def _value(event: Event, name: str) -> Any:
    return (event.after or event.before or {})[name]


def _on_question(act: Callable[[User, ClaimQuestion], None]) -> Undo:
    def undo(actor: User, event: Event) -> None:
        number = _value(event, "number")
        query = select(ClaimQuestion).where(ClaimQuestion.claim_id == event.subject_id, ClaimQuestion.number == number)
        act(actor, db.session.scalars(query).one())

    return undo


def _on_answer(act: Callable[[User, QuestionAnswer], None]) -> Undo:
    return lambda actor, event: act(actor, db.session.get_one(QuestionAnswer, _value(event, "answer_id")))


def _worded(side: str) -> Undo:
    def undo(actor: User, event: Event) -> None:
        text = getattr(event, side)["question"]
        _on_question(lambda who, row: service.edit(who, row, text, row.revision))(actor, event)

    return undo


def _answered(side: str) -> Undo:
    """The fields that an edit changed, as they were before or after it."""

    def undo(actor: User, event: Event) -> None:
        answer, values = db.session.get_one(QuestionAnswer, _value(event, "answer_id")), getattr(event, side)
        details = answering.details_of(answer)
        if "answer_kind" in values:
            details = replace(details, kind=AnswerKind(values["answer_kind"]))
        if "answer" in values:
            details = replace(details, text=values["answer"])
        if "evidence" in values:
            details = replace(details, evidence=_evidence(event.subject_id, values["evidence"]))
        answering.edit(actor, answer, details, answer.revision)

    return undo


def _evidence(claim_id: int | None, number: int | None) -> Evidence | None:
    query = select(Evidence).where(Evidence.claim_id == claim_id, Evidence.number == number)
    return db.session.scalars(query).one_or_none()


def _ordered(side: str) -> Undo:
    return lambda actor, event: service.arrange(
        actor, db.session.get_one(Claim, event.subject_id), getattr(event, side)["order"]
    )


_remove, _restore = _on_question(service.remove), _on_question(service.restore)
_remove_answer, _restore_answer = _on_answer(answering.remove), _on_answer(answering.restore)
UNDO = {
    "question:ask": Undoable(_remove, _restore, N_("new question")),
    "question:edit": Undoable(_worded("before"), _worded("after"), N_("edited question")),
    "question:order": Undoable(_ordered("before"), _ordered("after"), N_("order of the questions")),
    "question:remove": Undoable(_restore, _remove, N_("removed question")),
    "question:restore": Undoable(_remove, _restore, N_("restored question")),
    "question:answer": Undoable(_remove_answer, _restore_answer, N_("answer to a question")),
    "question:edit-answer": Undoable(_answered("before"), _answered("after"), N_("edited answer")),
    "question:remove-answer": Undoable(_restore_answer, _remove_answer, N_("removed answer")),
    "question:restore-answer": Undoable(_remove_answer, _restore_answer, N_("restored answer")),
}

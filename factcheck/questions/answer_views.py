"""Answers to questions over HTTP."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.evidence.queries import of_claim as evidence_of
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.questions import answering
from factcheck.questions.forms import QuestionAnswerForm
from factcheck.questions.models import ClaimQuestion, QuestionAnswer
from factcheck.questions.views import to_questions
from factcheck.web.forms import Refused, render_form, submit

bp = Blueprint("question_answers", __name__)


@bp.route("/claim-questions/<int:claim_question_id>/answers/new", methods=["GET", "POST"])
def add(claim_question_id: int) -> ResponseReturnValue:
    """Answer a question."""
    question = db.get_or_404(ClaimQuestion, claim_question_id)
    form = _offered(QuestionAnswerForm(request.form), question)
    if request.method == "GET":
        require(current_user(), Permission.ASK_QUESTION)
        return _page(form, None, question)
    refused = submit(form, lambda: answering.add(current_user(), question, form.details()))
    if isinstance(refused, Refused):
        return _page(form, refused, question)
    return to_questions(question, _("Question Q%(number)s answered.", number=question.number))


@bp.route("/question-answers/<int:question_answer_id>/edit", methods=["GET", "POST"])
def edit(question_answer_id: int) -> ResponseReturnValue:
    """Edit an answer."""
    answer = db.get_or_404(QuestionAnswer, question_answer_id)
    question, form = answer.question, _offered(QuestionAnswerForm(request.form), answer.question)
    if request.method == "GET":
        require(current_user(), Permission.EDIT_QUESTION, answer)
        return _page(_offered(QuestionAnswerForm.of(answer), question), None, question, answer)
    refused = submit(
        form,
        lambda: answering.edit(current_user(), answer, form.details(), form.seen_revision()),
        current=lambda: _offered(QuestionAnswerForm.of(answer), question),
    )
    if refused:
        return _page(form, refused, question, answer)
    return to_questions(question, _("Answer saved."))


@bp.post("/question-answers/<int:question_answer_id>/remove")
def remove(question_answer_id: int) -> ResponseReturnValue:
    """Off the question, restorably."""
    answer = db.get_or_404(QuestionAnswer, question_answer_id)
    answering.remove(current_user(), answer)
    return to_questions(answer.question, _("Answer removed."))


@bp.post("/question-answers/<int:question_answer_id>/restore")
def restore(question_answer_id: int) -> ResponseReturnValue:
    """Back onto the question."""
    answer = db.get_or_404(QuestionAnswer, question_answer_id)
    answering.restore(current_user(), answer)
    return to_questions(answer.question, _("Answer restored."))


def _offered(form: QuestionAnswerForm, question: ClaimQuestion) -> QuestionAnswerForm:
    return form.offer(db.session.scalars(evidence_of(question.claim_id)).all())


def _page(
    form: QuestionAnswerForm, refused: Refused | None, question: ClaimQuestion, answer: QuestionAnswer | None = None
) -> ResponseReturnValue:
    context = {"claim": question.claim, "question": question, "answer": answer}
    return render_form("questions/answer.html", form, refused, **context)

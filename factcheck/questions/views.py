"""Questions over HTTP."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.claims.views import after_write
from factcheck.db import db
from factcheck.errors import DomainError
from factcheck.evidence.forms import OrderForm
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.questions import queries, service
from factcheck.questions.forms import ClaimQuestionForm
from factcheck.questions.models import ClaimQuestion
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.fields import text

bp = Blueprint("claim_questions", __name__)


@bp.get("/claims/<int:claim_id>/questions")
def panel(claim_id: int) -> ResponseReturnValue:
    """The questions about a claim, with their answers."""
    claim = db.get_or_404(Claim, claim_id)
    return respond("questions/panel.html", "questions/_of_claim.html", claim=claim)


@bp.route("/claims/<int:claim_id>/questions/new", methods=["GET", "POST"])
def ask(claim_id: int) -> ResponseReturnValue:
    """Ask a question; with `another`, the empty form comes again."""
    claim, form = db.get_or_404(Claim, claim_id), ClaimQuestionForm(request.form)
    if request.method == "GET":
        require(current_user(), Permission.ASK_QUESTION)
        return render_form("questions/new.html", form, claim=claim)
    question = submit(form, lambda: service.ask(current_user(), claim, text(form.text)))
    if isinstance(question, Refused):
        return render_form("questions/new.html", form, question, claim=claim)
    where = url_for(".ask", claim_id=claim_id) if "another" in request.form else after_write(claim_id, "questions")
    return commit_and_redirect(where, _("Question Q%(number)s added.", number=question.number))


@bp.route("/claim-questions/<int:claim_question_id>/edit", methods=["GET", "POST"])
def edit(claim_question_id: int) -> ResponseReturnValue:
    """Edit the words of a question; its number stays."""
    question, form = db.get_or_404(ClaimQuestion, claim_question_id), ClaimQuestionForm(request.form)
    if request.method == "GET":
        require(current_user(), Permission.EDIT_QUESTION, question)
        return render_form(
            "questions/edit.html", ClaimQuestionForm.of(question), claim=question.claim, question=question
        )
    refused = submit(
        form,
        lambda: service.edit(current_user(), question, text(form.text), form.seen_revision()),
        current=lambda: ClaimQuestionForm.of(question),
    )
    if refused:
        return render_form("questions/edit.html", form, refused, claim=question.claim, question=question)
    return to_questions(question, _("Question Q%(number)s saved.", number=question.number))


@bp.post("/claim-questions/<int:claim_question_id>/move")
def move(claim_question_id: int) -> ResponseReturnValue:
    """Before or after another question about its claim."""
    question, form = db.get_or_404(ClaimQuestion, claim_question_id), OrderForm(request.form)
    is_after = form.after.data is not None
    other = form.after.data if is_after else form.before.data
    if not form.validate() or other is None:
        raise DomainError(_("This form is incomplete. Reload the page and try again."))
    service.move(current_user(), question, db.get_or_404(ClaimQuestion, other), is_after=is_after)
    return to_questions(question, _("Question Q%(number)s moved.", number=question.number))


@bp.post("/claim-questions/<int:claim_question_id>/remove")
def remove(claim_question_id: int) -> ResponseReturnValue:
    """Off the claim, restorably."""
    question = db.get_or_404(ClaimQuestion, claim_question_id)
    service.remove(current_user(), question)
    return to_questions(question, _("Question Q%(number)s removed.", number=question.number))


@bp.post("/claim-questions/<int:claim_question_id>/restore")
def restore(claim_question_id: int) -> ResponseReturnValue:
    """Back onto the claim."""
    question = db.get_or_404(ClaimQuestion, claim_question_id)
    service.restore(current_user(), question)
    return to_questions(question, _("Question Q%(number)s restored.", number=question.number))


def to_questions(question: ClaimQuestion, message: str) -> ResponseReturnValue:
    """Commit, and lead to the questions about its claim."""
    return commit_and_redirect(after_write(question.claim_id, "questions"), message)


def questions_of(claim_id: int) -> dict[str, Any]:
    """What `_of_claim.html` shows: the questions in order, and the removed ones."""
    rows = db.session.scalars(queries.of_claim(claim_id)).all()
    return {"rows": rows, "removed": db.session.scalars(queries.of_claim(claim_id, removed=True)).all()}

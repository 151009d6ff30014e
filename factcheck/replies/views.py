"""Requests for a reply over HTTP."""

from __future__ import annotations

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.replies import service
from factcheck.replies.forms import AnswerForm, RequestForm
from factcheck.replies.models import ReplyRequest
from factcheck.replies.status import ReplyKind
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.fields import text

bp = Blueprint("replies", __name__)


@bp.route("/claims/<int:claim_id>/replies/new", methods=["GET", "POST"])
def create(claim_id: int) -> ResponseReturnValue:
    """Ask for a reply: `?kind=` says for what, which chooses the letter."""
    claim, form = db.get_or_404(Claim, claim_id), RequestForm(request.form)
    if request.method == "GET":
        require(current_user(), Permission.ASK_REPLY)
        kind = next((it for it in ReplyKind if it == request.args.get("kind")), ReplyKind.COMMENT)
        newsroom = current_app.extensions["settings"].site_name
        form = RequestForm.for_claim(claim, kind, newsroom, current_user())
        return render_form("replies/new.html", form, claim=claim)
    answer = submit(form, lambda: service.ask(current_user(), claim, form.details()))
    if isinstance(answer, Refused):
        return render_form("replies/new.html", form, answer, claim=claim)
    return _to_claim(claim_id, _("Request recorded. Its reference is %(reference)s.", reference=answer.reference))


@bp.route("/replies/<int:reply_id>/answer", methods=["GET", "POST"])
def record_answer(reply_id: int) -> ResponseReturnValue:
    """Record the answer to a request, or correct it."""
    row, form = db.get_or_404(ReplyRequest, reply_id), AnswerForm(request.form)
    if request.method == "GET":
        require(current_user(), Permission.ASK_REPLY)
        return render_form("replies/answer.html", AnswerForm.of(row), row=row)

    def act() -> None:
        words = text(form.answer).strip()
        on = form.answered_on.day if words or row.answer == "" else None
        service.answer(current_user(), row, words, on, form.seen_revision())

    answer = submit(form, act, current=lambda: AnswerForm.of(row))
    if isinstance(answer, Refused):
        return render_form("replies/answer.html", form, answer, row=row)
    return _to_claim(row.claim_id, _("Answer recorded.") if row.answer else _("Answer taken back."))


@bp.post("/replies/<int:reply_id>/remove")
def remove(reply_id: int) -> ResponseReturnValue:
    """Remove a request that was entered by mistake."""
    row = db.get_or_404(ReplyRequest, reply_id)
    service.remove(current_user(), row)
    return _to_claim(row.claim_id, _("Removed. You can undo it."))


def _to_claim(claim_id: int, message: str) -> ResponseReturnValue:
    return commit_and_redirect(f"{url_for('desk.claim', claim_id=claim_id)}#replies", message)

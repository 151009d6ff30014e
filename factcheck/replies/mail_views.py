"""Answers that came by mail, over HTTP."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.permissions import Permission, require
from factcheck.replies import mailed_answers
from factcheck.replies.forms import AnswerForm, MailForm
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.guards.body_limits import takes_uploads
from factcheck.web.idempotency import commit_unkeyed

bp = Blueprint("mailed_answers", __name__)


@bp.route("/replies/mail", methods=["GET", "POST"])
@takes_uploads
def read() -> ResponseReturnValue:
    """Choose a mail, and get the form of the answer filled in; nothing is recorded before a person has seen it."""
    require(current_user(), Permission.ASK_REPLY)
    form = MailForm(request.form)
    if request.method == "GET":
        return render_form("replies/mail.html", form)
    row = submit(form, lambda: mailed_answers.request_of(form.read().subject), ahead=form.read)
    if isinstance(row, Refused):
        return render_form("replies/mail.html", form, row)
    mail, answer = form.read(), AnswerForm.of_mail(row, form.read())
    commit_unkeyed()
    return render_form("replies/answer.html", answer, row=row, mail=mail)

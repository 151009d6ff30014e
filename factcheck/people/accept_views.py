"""Accepting an invitation: the page that creates an account."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.security.rate_limits import limit_attempts
from factcheck.accounts.service import open_invitation
from factcheck.accounts.session import public
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.language import _
from factcheck.people import service
from factcheck.people.forms import AcceptForm
from factcheck.web.forms import add_error
from factcheck.web.htmx import go
from factcheck.web.writes import commit

bp = Blueprint("invitations", __name__)


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@public
@limit_attempts("invitation")
def accept(token: str) -> ResponseReturnValue:
    """Create an account."""
    invitation = open_invitation(token)
    form = AcceptForm(request.form) if request.method == "POST" else AcceptForm(name=invitation.name)
    context = {"form": form, "invitation": invitation, "token": token}
    if request.method == "GET" or not form.validate():
        return render_template("people/accept.html", **context), 200 if request.method == "GET" else 422
    try:
        service.accept(token, form.name.data or "", form.password.data or "")
    except Invalid as refusal:
        db.session.rollback()
        add_error(form, refusal)
        return render_template("people/accept.html", **context), 422
    commit(url_for("security.login"))
    flash(_("Welcome. Sign in with your e-mail address and the password you chose."), "success")
    return go(url_for("security.login"))

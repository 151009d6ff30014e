"""Accepting an invitation: the page that creates an account."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user

from factcheck.accounts.security.rate_limits import limit_attempts
from factcheck.accounts.service import open_invitation
from factcheck.accounts.session import public
from factcheck.i18n import _
from factcheck.people import service
from factcheck.people.forms import AcceptForm
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("invitations", __name__)


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@public
@limit_attempts("invitation")
def accept(token: str) -> ResponseReturnValue:
    """Create an account, and sign in to it."""
    invitation = open_invitation(token)
    form = AcceptForm(request.form) if request.method == "POST" else AcceptForm(name=invitation.name)
    context = {"invitation": invitation, "token": token}
    if request.method == "GET":
        return render_form("people/accept.html", form, **context)
    user = submit(form, lambda: service.accept(token, form.name.data or "", form.password.data or ""))
    if isinstance(user, Refused):
        return render_form("people/accept.html", form, user, **context)
    login_user(user, authn_via=["password"])
    return commit_and_redirect(url_for("desk.home"), _("Welcome. Your account is ready, and you are signed in."))

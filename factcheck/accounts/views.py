"""A person's own sign-ins over HTTP."""

from __future__ import annotations

from flask import Blueprint, session, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts import service
from factcheck.accounts.models import SignIn
from factcheck.accounts.session import current_user
from factcheck.accounts.user_agents import device_name
from factcheck.db import db
from factcheck.errors import NotFound
from factcheck.i18n import _
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("accounts", __name__)


@bp.post("/me/sign-ins/<int:sign_in_id>/end")
def end(sign_in_id: int) -> ResponseReturnValue:
    """Sign one of one's own devices out."""
    sign_in = db.session.get(SignIn, sign_in_id)
    if sign_in is None or sign_in.user_id != current_user().id:
        raise NotFound(_("You aren’t signed in on that device."))
    service.end(sign_in)
    return _done(_("%(device)s is signed out.", device=device_name(sign_in.device)))


@bp.post("/me/sign-ins/end")
def end_others() -> ResponseReturnValue:
    """Sign out on all other devices."""
    service.end_all(current_user(), besides=session.get("sign_in", ""))
    return _done(_("You are now signed out everywhere else."))


def _done(message: str) -> ResponseReturnValue:
    return commit_and_redirect(url_for("account.show"), message)

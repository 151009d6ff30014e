"""Signing in to the demo newsroom with one click."""

from __future__ import annotations

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user

from factcheck.accounts import queries
from factcheck.accounts.models import User
from factcheck.accounts.session import public
from factcheck.config import Settings, is_loopback
from factcheck.db import db
from factcheck.errors import NotFound
from factcheck.i18n import _
from factcheck.web.htmx import redirect_after_write
from factcheck.web.idempotency import commit
from factcheck.web.input.form_recovery import own_page

bp = Blueprint("demo", __name__)


@bp.post("/login/demo/<int:user_id>")
@public
def sign_in(user_id: int) -> ResponseReturnValue:
    """Sign in as a member of the demo newsroom: in the demo, on loopback only."""
    user = db.session.get(User, user_id)
    if not _is_offered() or not _asks_loopback() or user is None or not user.is_demo or not user.active:
        raise NotFound(_("The demo isn’t active on this site."))
    login_user(user)
    where = own_page(request.args.get("next", "")) or url_for("desk.home")
    commit(where)
    return redirect_after_write(where)


def cast() -> dict[str, list[User]]:
    """For the sign-in page: the people to sign in as with one click."""
    return {"cast": list(db.session.scalars(queries.demo_cast())) if _is_offered() else []}


def _is_offered() -> bool:
    settings: Settings = current_app.extensions["settings"]
    return settings.demo and settings.on_loopback


def _asks_loopback() -> bool:
    """Whether the requested host is this machine: a foreign name that leads here is another site's (DNS rebinding)."""
    return is_loopback(request.host.rsplit(":", 1)[0].strip("[]"))

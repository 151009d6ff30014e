"""One's own account over HTTP, and the one click that opens the demo."""

from __future__ import annotations

from flask import current_app, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user

from factcheck.accounts import queries, service
from factcheck.accounts.models import SignIn, User
from factcheck.accounts.session import current_user, public
from factcheck.accounts.tokens import digest
from factcheck.accounts.user_agents import device_name
from factcheck.accounts.views import bp, done
from factcheck.config import Settings, is_loopback
from factcheck.db import db
from factcheck.errors import NotThere
from factcheck.language import _
from factcheck.web.htmx import go
from factcheck.web.typed import own_page
from factcheck.web.writes import commit

__all__ = ["bp"]  # the blueprint of `views`, with these views on it


@bp.get("/me")
def me() -> ResponseReturnValue:
    """One's own account, and where one is signed in."""
    rows = db.session.scalars(queries.sign_ins(current_user().id)).all()
    here = digest(session.get("sign_in", ""))
    settings: Settings = current_app.extensions["settings"]
    counted = {"codes_left": len(current_user().mf_recovery_codes or []), "idle_hours": settings.idle_hours}
    return render_template("accounts/me.html", sign_ins=rows, here=here, device_name=device_name, **counted)


@bp.post("/me/sign-ins/<int:sign_in_id>/end")
def end(sign_in_id: int) -> ResponseReturnValue:
    """Sign one of one's devices out."""
    sign_in = db.session.get(SignIn, sign_in_id)
    if sign_in is None or sign_in.user_id != current_user().id:
        raise NotThere(_("You are not signed in there."))
    service.end(sign_in)
    return done(_("%(device)s is signed out.", device=device_name(sign_in.device)), "accounts.me")


@bp.post("/me/sign-ins/end")
def end_others() -> ResponseReturnValue:
    """Sign all one's other devices out."""
    service.end_all(current_user(), besides=session.get("sign_in", ""))
    return done(_("You are signed out everywhere else."), "accounts.me")


@bp.post("/login/demo/<int:user_id>")
@public
def demo(user_id: int) -> ResponseReturnValue:
    """Sign in as one of the demo cast: in demo mode, on loopback only."""
    settings: Settings = current_app.extensions["settings"]
    is_offered = settings.demo and settings.on_loopback and _asks_loopback()
    user = db.session.get(User, user_id)
    if not is_offered or user is None or not user.is_demo or not user.active:
        raise NotThere(_("There is no demo here."))
    login_user(user)
    where = own_page(request.args.get("next", "")) or url_for("desk.home")
    commit(where)
    return go(where)


def _asks_loopback() -> bool:
    """Whether the browser names this machine: a foreign name that leads here is another site's (DNS rebinding)."""
    return is_loopback(request.host.rsplit(":", 1)[0].strip("[]"))

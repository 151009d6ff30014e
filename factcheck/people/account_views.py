"""One's own account over HTTP: name, settings, ways to sign in, devices."""

from __future__ import annotations

from flask import Blueprint, current_app, request, session, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts import queries
from factcheck.accounts.naming import warn_of_lookalikes
from factcheck.accounts.preferences import preferences_of
from factcheck.accounts.session import current_user
from factcheck.accounts.tokens import digest
from factcheck.accounts.user_agents import device_name
from factcheck.config import Settings
from factcheck.db import db
from factcheck.i18n import _, speak
from factcheck.people import service
from factcheck.people.forms import AccountForm
from factcheck.undo.service import as_one
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import is_htmx, redirect_after_write
from factcheck.web.idempotency import commit_and_redirect, commit_unkeyed, unkeyed

bp = Blueprint("account", __name__)


@bp.get("/me")
def show() -> ResponseReturnValue:
    """One's own account, and the devices on which one is signed in."""
    user = current_user()
    return _page(_offering(AccountForm(name=user.name, **preferences_of(user)._asdict())))


@bp.post("/me")
def save() -> ResponseReturnValue:
    """Change one's own name and settings; the next page has them."""
    form, user = _offering(AccountForm(request.form)), current_user()
    refused = submit(form, lambda: _save(form))
    if refused:
        return _page(form, refused)
    speak(user.language)
    answer = commit_and_redirect(url_for("account.show"), _("Your account is saved."))
    warn_of_lookalikes()
    return answer


@bp.post("/me/single-keys")
@unkeyed
def single_keys() -> ResponseReturnValue:
    """Switch shortcuts by single keys on or off, from the list of shortcuts."""
    user = current_user()
    service.choose(user, preferences_of(user)._replace(has_single_keys="has_single_keys" in request.form))
    commit_unkeyed()
    return ("", 204) if is_htmx() else redirect_after_write(url_for("account.show"))


def _offering(form: AccountForm) -> AccountForm:
    form.offer_choices()
    return form


def _save(form: AccountForm) -> None:
    user = current_user()
    with as_one(user):
        service.rename(user, user, form.name.data or "")
        service.choose(user, form.chosen())


def _page(form: AccountForm, refused: Refused | None = None) -> ResponseReturnValue:
    user, settings = current_user(), _settings()
    context = {
        "sign_ins": db.session.scalars(queries.sign_ins(user.id)).all(),
        "here": digest(session.get("sign_in", "")),
        "device_name": device_name,
        "codes_left": len(user.mf_recovery_codes or []),
        "idle_hours": settings.idle_hours,
    }
    return render_form("people/account.html", form, refused, **context)


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found

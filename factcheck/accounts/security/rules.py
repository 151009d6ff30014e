"""Rules for Flask-Security's own pages that its configuration can't express."""

from __future__ import annotations

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_security.recoverable import reset_password_token_status
from werkzeug.wrappers import Response as WerkzeugResponse

from factcheck.config import Settings
from factcheck.errors import NotFound
from factcheck.i18n import N_, _
from factcheck.urls import path_of_site
from factcheck.web.input.requests import Values

EXPIRED_LINK = N_(
    "This link was already used, or is older than 60 minutes. Request a new one under “Forgot your password?” "
    "or ask an administrator."
)


def install(app: Flask) -> None:
    """Apply the rules before each request to Flask-Security's pages."""
    before = app.before_request_funcs.setdefault("security", [])
    before += [forms_only, drop_foreign_next, refuse_rescue, refuse_reset_without_mail, refuse_expired_link]
    before.append(keep_signed_in)


def drop_foreign_next() -> None:
    """Sign-in leads to a page of this site afterwards: any other address in `next` is removed from the request."""
    for name in ("args", "form"):
        fields = getattr(request, name)
        if "next" in fields and not all(map(_is_ours, fields.getlist("next"))):
            setattr(request, name, Values((key, value) for key, value in fields.items(multi=True) if key != "next"))


def _is_ours(address: str) -> bool:
    return path_of_site(address.removeprefix(request.host_url.rstrip("/"))) is not None


def forms_only() -> None:
    """Accept forms only: rate limits read them, and JSON would issue tokens that no list of sign-ins shows."""
    if request.is_json:
        abort(415)


def refuse_rescue() -> None:
    """Refuse Flask-Security's mail to a helper: recovery codes and administrators help with a lost second factor."""
    if request.endpoint == "security.two_factor_rescue":
        raise NotFound(_("Use a recovery code, or ask an administrator to remove the lost second factor."))


def refuse_reset_without_mail() -> None:
    """Refuse to send password links if no mail server is set."""
    settings: Settings = current_app.extensions["settings"]
    if request.endpoint == "security.forgot_password" and not settings.mail_url:
        raise NotFound(_("E-mail isn’t set up here. Ask an administrator for a link to set a new password."))


def refuse_expired_link() -> None:
    """Refuse a link that no longer works before its form is shown."""
    if request.endpoint != "security.reset_password":
        return
    expired, invalid, user = reset_password_token_status(  # type: ignore[no-untyped-call]  # Flask-Security
        (request.view_args or {})["token"]
    )
    if expired or invalid or user is None:
        raise NotFound(_(EXPIRED_LINK))


def keep_signed_in() -> WerkzeugResponse | None:
    """Redirect signed-in people from the page for codes, where Flask-Security would sign them out."""
    if request.endpoint == "security.two_factor_token_validation" and g.user is not None:
        return redirect(url_for("security.two_factor_setup"), 303)
    return None

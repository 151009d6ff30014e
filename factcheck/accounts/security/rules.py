"""Rules around Flask-Security's own pages, which it can't be configured to keep."""

from __future__ import annotations

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_security.recoverable import reset_password_token_status
from werkzeug.wrappers import Response as WerkzeugResponse

from factcheck.config import Settings
from factcheck.errors import NotThere
from factcheck.language import N_, _
from factcheck.urls import path_of_site
from factcheck.web.values import Values

SPENT = N_(
    "This link was used already, or is older than 60 minutes. "
    "An administrator, or “Forgot your password?”, makes a new one."
)


def install(app: Flask) -> None:
    """Put the rules before and after the blueprint `security`."""
    before = app.before_request_funcs.setdefault("security", [])
    before += [forms_only, keep_to_this_site, refuse_rescue, refuse_reset_without_mail, refuse_spent_link]
    before.append(keep_signed_in)


def keep_to_this_site() -> None:
    """Where sign-in leads afterwards is a page of this site: any other address in `next` is left out of the request."""
    for name in ("args", "form"):
        fields = getattr(request, name)
        if "next" in fields and not all(map(_is_ours, fields.getlist("next"))):
            setattr(request, name, Values((key, it) for key, it in fields.items(multi=True) if key != "next"))


def _is_ours(address: str) -> bool:
    return path_of_site(address.removeprefix(request.host_url.rstrip("/"))) is not None


def forms_only() -> None:
    """Sign-in takes forms: throttles read them, and JSON would hand out tokens that no list of sign-ins shows."""
    if request.is_json:
        abort(415)


def refuse_rescue() -> None:
    """No mail to an unknown helper: who lost the second factor uses a recovery code or asks an administrator."""
    if request.endpoint == "security.two_factor_rescue":
        raise NotThere(_("Use a recovery code, or ask an administrator to take the lost second factor away."))


def refuse_reset_without_mail() -> None:
    """A house without a mail server says so instead of pretending to send."""
    settings: Settings = current_app.extensions["settings"]
    if request.endpoint == "security.forgot_password" and not settings.mail_url:
        raise NotThere(_("This house sends no mail. Ask an administrator for a link to set a new password."))


def refuse_spent_link() -> None:
    """A link that no longer works says so at once."""
    if request.endpoint != "security.reset_password":
        return
    expired, invalid, user = reset_password_token_status(  # type: ignore[no-untyped-call]  # Flask-Security
        (request.view_args or {})["token"]
    )
    if expired or invalid or user is None:
        raise NotThere(_(SPENT))


def keep_signed_in() -> WerkzeugResponse | None:
    """Flask-Security signs out who comes back to the page for codes after signing in; we lead them on."""
    if request.endpoint == "security.two_factor_token_validation" and g.user is not None:
        return redirect(url_for("security.two_factor_setup"), 303)
    return None

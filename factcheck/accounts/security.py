"""Flask-Security on our typed models: sign-in, reset, TOTP and recovery codes."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask_login import user_logged_in, user_logged_out
from flask_mailman import Mail
from flask_security import Security, SQLAlchemyUserDatastore
from werkzeug.wrappers import Response

from factcheck.accounts import session as sessions
from factcheck.accounts.models import User
from factcheck.accounts.queries import demo_cast
from factcheck.config import Settings
from factcheck.db import db
from factcheck.errors import NotThere
from factcheck.web.limits import limiter

SHORTEST_PASSWORD = 12  # characters; NIST SP 800-63B asks for at least 8
THROTTLED = (
    "security.login",
    "security.two_factor_token_validation",
    "security.mf_recovery",
    "security.forgot_password",
)


def init_app(app: Flask, settings: Settings) -> None:
    """Install Flask-Security, its throttles, and our sessions."""
    app.config.from_mapping(configuration(settings))
    Mail(app)
    datastore = SQLAlchemyUserDatastore(db, User, None)  # type: ignore[arg-type]  # no table of roles: User.role is it
    security = Security(app, datastore)
    app.login_manager.user_loader(sessions.load)  # type: ignore[attr-defined]  # Flask-Login puts it there
    user_logged_in.connect(sessions.begin, app)
    user_logged_out.connect(sessions.finish, app)
    security.login_context_processor(lambda: {"cast": _cast(settings), "sends_mail": bool(settings.mail_url)})
    for endpoint in THROTTLED:
        view = app.view_functions[endpoint]
        per_account = limiter.limit("10 per 5 minutes", key_func=_account, methods=["POST"])(view)
        per_address = limiter.limit("50 per 5 minutes", key_func=_address, methods=["POST"])
        app.view_functions[endpoint] = cast(Any, per_address(per_account))


def configuration(settings: Settings) -> dict[str, Any]:
    """Flask-Security's configuration from ours."""
    mail = urlsplit(settings.mail_url or "")
    return {
        "SECURITY_PASSWORD_SALT": _derived(settings, "password salt"),
        "SECURITY_TOTP_SECRETS": {1: _derived(settings, "totp")},
        "SECURITY_TOTP_ISSUER": settings.site_name,
        "SECURITY_JOIN_USER_ROLES": False,  # User.role is a column
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__memory_cost": 19456,
            "argon2__time_cost": 2,
            "argon2__parallelism": 1,
        },
        "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(days=1),
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": bool(settings.mail_url),
        "SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL": bool(settings.mail_url),
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_EMAIL_SENDER": settings.mail_from,
        "SECURITY_POST_CHANGE_VIEW": "/me",
        "SECURITY_DEFAULT_REMEMBER_ME": False,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "MAIL_BACKEND": {"": "dummy", "file": "file"}.get(mail.scheme, "smtp"),
        "MAIL_FILE_PATH": mail.path,
        "MAIL_SERVER": mail.hostname or "localhost",
        "MAIL_PORT": mail.port or 25,
        "MAIL_USERNAME": unquote(mail.username or "") or None,
        "MAIL_PASSWORD": unquote(mail.password or "") or None,
        "MAIL_USE_SSL": mail.scheme == "smtps",
        "MAIL_DEFAULT_SENDER": settings.mail_from,
    }


def demand_second_factor() -> Response | None:
    """Before each request: who must have a second factor sets one up before anything else."""
    settings: Settings = current_app.extensions["settings"]
    user: User | None = g.user
    endpoint = request.endpoint or ""
    if user is None or user.role.value not in settings.second_factor_for or user.tf_primary_method:
        return None
    if endpoint == "static" or endpoint.startswith("security."):
        return None
    return redirect(url_for("security.two_factor_setup"), 303)


def refuse_reset_without_mail() -> None:
    """Before each request: a house without a mail server says so instead of pretending to send."""
    settings: Settings = current_app.extensions["settings"]
    if request.endpoint == "security.forgot_password" and not settings.mail_url:
        raise NotThere("This house sends no mail. Ask an administrator for a link to set a new password.")


def _cast(settings: Settings) -> list[User]:
    is_offered = settings.demo and settings.on_loopback
    return list(db.session.scalars(demo_cast())) if is_offered else []


def _derived(settings: Settings, purpose: str) -> str:
    """A secret of its own for each purpose, from the one secret of the house."""
    return hmac.new(settings.secret_key.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def _account() -> str:
    return "account " + (request.form.get("email") or str(session.get("tf_user_id", request.remote_addr))).lower()


def _address() -> str:
    return f"address {request.remote_addr}"

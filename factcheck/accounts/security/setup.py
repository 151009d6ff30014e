"""Sets up Flask-Security on our typed models: sign-in, password links, TOTP and recovery codes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from babel.support import LazyProxy
from flask import Flask, g, request, url_for
from flask_mailman import Mail
from flask_security import Security
from werkzeug.wrappers import Response

from factcheck.accounts import session as sessions
from factcheck.accounts.models import User
from factcheck.accounts.security import hashing, mail, messages, rules, second_factor, signals
from factcheck.accounts.security.passwords import SHORTEST_PASSWORD, CheckedPasswords
from factcheck.accounts.tokens import derived_secret, fernet_key
from factcheck.config import Settings
from factcheck.db import db
from factcheck.i18n import N_, _
from factcheck.web.htmx import redirect_after_write

ARGON2 = {"memory_cost": 19_456, "time_cost": 2, "parallelism": 1}  # argon2id as OWASP recommends; memory in KiB
LINK_TTL = timedelta(minutes=60)  # of a link to set a password


def init_app(app: Flask, settings: Settings) -> None:
    """Install Flask-Security, its forms and signals, and our rules around it."""
    app.config.from_mapping(configuration(settings))
    Mail(app)
    datastore = second_factor.Datastore(db, User, None)  # type: ignore[arg-type]  # no table of roles: there is User.role
    security = Security(
        app,
        datastore,
        totp_cls=second_factor.SingleUseTotp,
        mf_recovery_codes_util_cls=second_factor.SingleUseRecoveryCodes,
        mail_util_cls=mail.QueuedMail,
        password_util_cls=CheckedPasswords,
    )
    hashing.install(app, security)
    security.want_json(lambda asked: False)
    security.principal.identity_loaders.clear()  # nobody asks Flask-Principal: `permissions` has the rules
    app.login_manager.user_loader(sessions.load)  # type: ignore[attr-defined]  # Flask-Login puts it there
    app.login_manager.request_loader(None)  # type: ignore[attr-defined]  # no tokens instead of a sign-in
    security.login_context_processor(lambda: {"sends_mail": bool(settings.mail_url)})
    security.mail_context_processor(lambda: {"base_url": settings.base_url})
    validate = "security.two_factor_setup_validate"
    app.view_functions[validate] = second_factor.keep_qr_code(app.view_functions[validate])
    for part in (signals, rules):
        part.install(app)
    messages.install(app, security)


def configuration(settings: Settings) -> dict[str, Any]:
    """Flask-Security's configuration from ours."""
    return {
        "SECURITY_JOIN_USER_ROLES": False,  # User.role is a column
        "SECURITY_FRESHNESS": timedelta(minutes=30),  # after that, changing how one signs in asks for the password
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=10),
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_CACHE_CONTROL": None,  # its own header is "no-store=True", which no cache knows
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_POST_CHANGE_VIEW": "/me",
        "SECURITY_DEFAULT_REMEMBER_ME": False,
        **_password_configuration(settings),
        **_second_factor_configuration(settings),
        **_mail_configuration(settings),
        **mail.configuration(settings),
        **messages.configuration(),
    }


def _password_configuration(settings: Settings) -> dict[str, Any]:
    """How passwords are hashed, changed and reset."""
    return {
        "SECURITY_PASSWORD_SALT": derived_secret(settings, "password salt"),
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {f"argon2__{name}": cost for name, cost in ARGON2.items()},
        "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_RESET_PASSWORD_WITHIN": LINK_TTL,
        "SECURITY_HASHING_SCHEMES": ["hex_sha256"],  # in links; the default takes a third of a second
    }


def _second_factor_configuration(settings: Settings) -> dict[str, Any]:
    """One-time passwords from an authenticator, and recovery codes."""
    return {
        "SECURITY_TOTP_SECRETS": {1: derived_secret(settings, "totp")},
        "SECURITY_TOTP_ISSUER": settings.site_name,
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,  # seconds a clock may be off; RFC 6238 allows one step
        "SECURITY_TWO_FACTOR_SETUP_WITHIN": second_factor.SETUP_TTL,
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "/me",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 10,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [fernet_key(settings, "recovery codes")],
    }


def _mail_configuration(settings: Settings) -> dict[str, Any]:
    """Which mails are sent, with which subjects."""
    return {
        "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": bool(settings.mail_url),
        "SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL": bool(settings.mail_url),
        "SECURITY_EMAIL_HTML": False,
        "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": _subject(settings, N_("%(site)s: set a new password")),
        "SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE": _subject(settings, N_("%(site)s: your password was reset")),
        "SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": _subject(settings, N_("%(site)s: your password was changed")),
        "SECURITY_EMAIL_SENDER": settings.mail_from,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    }


def demand_second_factor() -> Response | None:
    """Before each request: people whose role requires a second factor set one up before anything else."""
    return redirect_after_write(url_for("security.two_factor_setup")) if lacks_second_factor() else None


def lacks_second_factor() -> bool:
    """Whether this request needs a second factor that its person hasn't set up."""
    user: User | None = g.user
    endpoint = request.endpoint or ""
    if user is None or user.tf_primary_method or not user.check_tf_required_setup():
        return False
    return endpoint != "static" and not endpoint.startswith("security.")


def _subject(settings: Settings, message: str) -> LazyProxy:
    """The subject of a mail, translated when it is sent."""
    return LazyProxy(_, message, enable_cache=False, site=settings.site_name)

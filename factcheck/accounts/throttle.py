"""How often somebody may try to come in: per account, whoever asks, and per address, whatever is asked for."""

from __future__ import annotations

from typing import Any, cast

from flask import Flask, current_app, g, request, session

from factcheck.web.limits import limiter

PER_ACCOUNT = "10 per 5 minutes"
PER_ADDRESS = "50 per 5 minutes"
BY_EMAIL = ("security.login", "security.forgot_password")
THROTTLED = (
    *BY_EMAIL,
    "security.two_factor_token_validation",
    "security.mf_recovery",
    "security.verify",
    "security.change_password",
    "security.two_factor_setup_validate",
    "accounts.accept",
)


def install(app: Flask) -> None:
    """Put both limits around every view at which a secret can be guessed."""
    for endpoint in THROTTLED:
        view = app.view_functions[endpoint]
        per_account = limiter.limit(PER_ACCOUNT, key_func=_account, methods=["POST"])(view)
        per_address = limiter.limit(PER_ADDRESS, key_func=_address, methods=["POST"])
        app.view_functions[endpoint] = cast(Any, per_address(per_account))


def _account() -> str:
    """Whose secret is tried; a field of the form counts only where the form asks for an address."""
    if g.get("user"):
        return f"account {g.user.fs_uniquifier}"
    if request.endpoint in BY_EMAIL:
        return f"email {_normal(request.form.get('email', ''))}"
    return f"account {session.get('tf_user_id') or request.remote_addr}"


def _normal(email: str) -> str:
    """The address as sign-in reads it, so that no other spelling of it opens a fresh count."""
    try:
        return str(current_app.extensions["security"].mail_util.normalize(email)).lower()
    except ValueError:
        return email.strip().lower()


def _address() -> str:
    return f"address {request.remote_addr}"

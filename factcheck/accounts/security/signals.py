"""What follows on Flask-Security's signals: sign-ins begin and end."""

from __future__ import annotations

from typing import Any

from flask import Flask, session
from flask_login import user_logged_in, user_logged_out
from flask_security import password_changed, password_reset

from factcheck.accounts import service
from factcheck.accounts import session as sessions
from factcheck.accounts.models import User
from factcheck.accounts.security import failed_attempts, known_devices


def on_change(_: Flask, user: User, **__: Any) -> None:
    """A changed password ends every sign-in except the one that changed it."""
    service.end_all(user, besides=session.get("sign_in"))


def on_reset(_: Flask, user: User, **__: Any) -> None:
    """A password set by a link ends every sign-in."""
    service.end_all(user)


def install(app: Flask) -> None:
    """Connect the handlers to this app."""
    for handler in (sessions.begin, known_devices.remember, failed_attempts.report_failures):
        user_logged_in.connect(handler, app)
    user_logged_out.connect(sessions.finish, app)
    password_changed.connect(on_change, app)
    password_reset.connect(on_reset, app)

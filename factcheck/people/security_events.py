"""Records what people change about their own sign-in: Flask-Security announces it by its signals."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_security import password_changed, password_reset, tf_disabled, tf_profile_changed

from factcheck.accounts.models import User
from factcheck.audit.service import record


def on_password_changed(_: Flask, user: User, **__: Any) -> None:
    """A person changed their password."""
    record(user, "person:password", ("person", user.id))


def on_password_reset(_: Flask, user: User, **__: Any) -> None:
    """A person set a password by a link."""
    record(user, "person:password-by-link", ("person", user.id))


def on_second_factor_set(_: Flask, user: User, **__: Any) -> None:
    """A person set up a second factor, or replaced it."""
    record(user, "person:second-factor", ("person", user.id))


def on_second_factor_disabled(_: Flask, user: User, **__: Any) -> None:
    """A person switched their second factor off."""
    record(user, "person:second-factor-off", ("person", user.id))


def init_app(app: Flask) -> None:
    """Connect the handlers to this app."""
    password_changed.connect(on_password_changed, app)
    password_reset.connect(on_password_reset, app)
    tf_profile_changed.connect(on_second_factor_set, app)
    tf_disabled.connect(on_second_factor_disabled, app)

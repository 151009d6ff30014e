"""The room `accounts`."""

from __future__ import annotations

from flask import Flask

from factcheck.accounts import session_activity
from factcheck.accounts.naming import name_now
from factcheck.accounts.security import password_links, rate_limits, setup
from factcheck.accounts.views import bp


def init_app(app: Flask) -> None:
    """Add sign-in with its rate limits, and the page of one's own account."""
    setup.init_app(app, app.extensions["settings"])
    password_links.install(app)
    rate_limits.install(app)
    session_activity.install(app)
    app.register_blueprint(bp)
    app.jinja_env.globals["name_now"] = name_now

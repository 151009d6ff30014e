"""The room `accounts`."""

from __future__ import annotations

from flask import Flask

from factcheck.accounts import session_activity
from factcheck.accounts.naming import name_now
from factcheck.accounts.preferences import colour_schemes, html_attributes
from factcheck.accounts.security import mail, password_links, rate_limits, setup
from factcheck.accounts.views import bp
from factcheck.room import Room


def init_app(app: Flask) -> None:
    """Set up sign-in with its rate limits, and store when sessions were used last."""
    setup.init_app(app, app.extensions["settings"])
    password_links.install(app)
    rate_limits.install(app)
    session_activity.install(app)


GLOBALS = {"name_now": name_now, "html_attributes": html_attributes, "colour_schemes": colour_schemes}
ROOM = Room(blueprints=[bp], jobs=mail.JOBS, template_globals=GLOBALS, init_app=init_app)

"""The room `accounts`."""

from __future__ import annotations

from flask import Flask

from factcheck.accounts import security
from factcheck.accounts.cli import admin
from factcheck.accounts.views import bp
from factcheck.web.commands import group


def init_app(app: Flask) -> None:
    """Add sign-in, the room's views and its command."""
    security.init_app(app, app.extensions["settings"])
    app.register_blueprint(bp)
    group.add_command(admin)

"""The room `people`."""

from __future__ import annotations

from flask import Flask

from factcheck.people import accept_views, security_events, views
from factcheck.people.cli import admin
from factcheck.web.commands import group


def init_app(app: Flask) -> None:
    """Add the views and the command, and record what people change about their sign-in."""
    app.register_blueprint(views.bp)
    app.register_blueprint(accept_views.bp)
    security_events.init_app(app)
    group.add_command(admin)

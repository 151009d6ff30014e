"""The room `accounts`."""

from __future__ import annotations

from flask import Flask

from factcheck.accounts import demo, idle, reset, security, throttle
from factcheck.accounts import name_views as name_views  # adds its view
from factcheck.accounts.cli import admin
from factcheck.accounts.me import bp  # the views of `people`, with one's own beside them
from factcheck.accounts.naming import name_now
from factcheck.web.commands import group


def init_app(app: Flask) -> None:
    """Add sign-in, the room's views, their throttles and the room's command."""
    demo.init_app(app)
    security.init_app(app, app.extensions["settings"])
    reset.install(app)
    idle.install(app)
    app.register_blueprint(bp)
    throttle.install(app)
    app.jinja_env.globals["name_now"] = name_now
    group.add_command(admin)

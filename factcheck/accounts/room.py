"""The room `accounts`."""

from __future__ import annotations

from flask import Flask

from factcheck.accounts import demo, idle
from factcheck.accounts import name_views as name_views  # adds its view
from factcheck.accounts.cli import admin
from factcheck.accounts.me import bp  # the views of `people`, with one's own beside them
from factcheck.accounts.naming import name_now
from factcheck.accounts.security import password_links, rate_limits, setup
from factcheck.web.commands import group


def init_app(app: Flask) -> None:
    """Add sign-in, the room's views, their throttles and the room's command."""
    demo.init_app(app)
    setup.init_app(app, app.extensions["settings"])
    password_links.install(app)
    idle.install(app)
    app.register_blueprint(bp)
    rate_limits.install(app)
    app.jinja_env.globals["name_now"] = name_now
    group.add_command(admin)

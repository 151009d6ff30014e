"""The room `demo`."""

from __future__ import annotations

from flask import Flask

from factcheck.config import Settings
from factcheck.demo.cli import demo
from factcheck.demo.proxies import refuse_proxied
from factcheck.demo.views import bp, cast
from factcheck.room import Room


def init_app(app: Flask) -> None:
    """In the demo, refuse proxies, offer its people at the sign-in, and show on every page that it is one."""
    settings: Settings = app.extensions["settings"]
    app.extensions["security"].login_context_processor(cast)
    app.jinja_env.globals["is_demo"] = settings.demo
    if settings.demo:
        app.before_request(refuse_proxied)


ROOM = Room(blueprints=[bp], commands=[demo], init_app=init_app)

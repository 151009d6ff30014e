"""The room `demo`: sign-in with one click, on this machine only, while FACTCHECK_DEMO is on."""

from __future__ import annotations

from flask import Flask

from factcheck.config import Settings
from factcheck.demo import cli as cli  # adds its commands
from factcheck.demo.proxies import refuse_proxied
from factcheck.demo.views import bp, cast


def init_app(app: Flask) -> None:
    """Add the view and the commands; in the demo, refuse proxies and show on every page that it is one."""
    settings: Settings = app.extensions["settings"]
    app.register_blueprint(bp)
    app.extensions["security"].login_context_processor(cast)
    app.jinja_env.globals["is_demo"] = settings.demo
    if settings.demo:
        app.before_request(refuse_proxied)

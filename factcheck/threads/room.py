"""The room `threads`."""

from __future__ import annotations

from flask import Flask

from factcheck.threads import comment_views  # noqa: F401 - adds views to the same blueprint
from factcheck.threads.bodies import render
from factcheck.threads.views import bp


def init_app(app: Flask) -> None:
    """Add the room's views, and the way its templates show a body."""
    app.register_blueprint(bp)
    app.jinja_env.globals["said"] = render

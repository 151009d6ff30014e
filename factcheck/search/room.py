"""The room `search`."""

from __future__ import annotations

from flask import Flask

from factcheck.search.views import bp


def init_app(app: Flask) -> None:
    """Add the room's views."""
    app.register_blueprint(bp)

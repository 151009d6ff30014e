"""The room `intake`."""

from __future__ import annotations

from flask import Flask

from factcheck.intake import add_views, update_views


def init_app(app: Flask) -> None:
    """Add the room's views."""
    app.register_blueprint(add_views.bp)
    app.register_blueprint(update_views.bp)

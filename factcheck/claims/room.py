"""The room `claims`."""

from __future__ import annotations

from flask import Flask

from factcheck.claims import undo
from factcheck.claims.views import bp


def init_app(app: Flask) -> None:
    """Add the room's views."""
    app.register_blueprint(bp)
    undo.init_app(app)

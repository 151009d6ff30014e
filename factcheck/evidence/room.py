"""The room `evidence`."""

from __future__ import annotations

from flask import Flask

from factcheck.evidence import undoing
from factcheck.evidence.views import bp


def init_app(app: Flask) -> None:
    """Add the room's views."""
    app.register_blueprint(bp)
    undoing.init_app(app)

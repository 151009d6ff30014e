"""The room `reviews`."""

from __future__ import annotations

from flask import Flask

from factcheck.reviews import exposures
from factcheck.reviews.views import bp


def init_app(app: Flask) -> None:
    """Add the room's views, and store after each request to whom it showed reviews."""
    app.register_blueprint(bp)
    exposures.init_app(app)

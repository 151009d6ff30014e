"""The room `desk`."""

from __future__ import annotations

from flask import Flask

from factcheck.desk import articles
from factcheck.desk.views import bp


def init_app(app: Flask) -> None:
    """Add the room's views, and what it tells the list of articles."""
    app.register_blueprint(bp)
    articles.init_app(app)

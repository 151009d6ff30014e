"""The room `desk`."""

from __future__ import annotations

from flask import Flask

from factcheck.desk import articles, live_views
from factcheck.desk.changes import touched
from factcheck.desk.views import bp
from factcheck.live.news import install_touched


def init_app(app: Flask) -> None:
    """Add the room's views, and what it tells the list of articles and the streams."""
    app.register_blueprint(bp)
    app.register_blueprint(live_views.bp)
    install_touched(touched)
    articles.init_app(app)

"""The room `articles`."""

from __future__ import annotations

from flask import Flask

from factcheck.articles.cli import articles
from factcheck.articles.version_views import bp
from factcheck.web.commands import group


def init_app(app: Flask) -> None:
    """Add the room's views and commands."""
    app.register_blueprint(bp)
    group.add_command(articles)

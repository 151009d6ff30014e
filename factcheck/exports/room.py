"""The room `exports`."""

from __future__ import annotations

from flask import Flask

from factcheck.exports import annotation_views  # noqa: F401  # adds its views
from factcheck.exports.cli import export
from factcheck.exports.views import bp
from factcheck.web.commands import group


def init_app(app: Flask) -> None:
    """Add the room's views and its command."""
    app.register_blueprint(bp)
    group.add_command(export)

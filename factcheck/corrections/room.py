"""The room `corrections`."""

from __future__ import annotations

from flask import Flask

from factcheck.corrections import question_views, takedown_views, withdrawal_views  # noqa: F401 - add views
from factcheck.corrections.source_change_views import bp


def init_app(app: Flask) -> None:
    """Add the room's views."""
    app.register_blueprint(bp)

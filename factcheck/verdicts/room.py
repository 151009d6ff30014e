"""The room `verdicts`."""

from __future__ import annotations

from flask import Flask

from factcheck.verdicts import change_views, decision_views, withdrawal_views  # noqa: F401 - add to the blueprint
from factcheck.verdicts.views import bp


def init_app(app: Flask) -> None:
    """Add the room's views."""
    app.register_blueprint(bp)

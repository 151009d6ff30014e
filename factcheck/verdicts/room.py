"""The room `verdicts`."""

from __future__ import annotations

from flask import Flask

from factcheck.verdicts import (  # noqa: F401 - add views to the same blueprint
    change_views,
    decision_views,
    takedown_views,
    withdrawal_views,
)
from factcheck.verdicts.views import bp


def init_app(app: Flask) -> None:
    """Add the room's views."""
    app.register_blueprint(bp)

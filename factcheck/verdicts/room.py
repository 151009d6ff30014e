"""The room `verdicts`."""

from __future__ import annotations

from flask import Flask

from factcheck.claims import under_verdict
from factcheck.verdicts import change_views  # noqa: F401 - adds views to the same blueprint
from factcheck.verdicts.facts import facts
from factcheck.verdicts.views import bp


def init_app(app: Flask) -> None:
    """Add the room's views."""
    app.register_blueprint(bp)
    under_verdict.install(app, facts)

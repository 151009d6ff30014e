"""The room `reviews`."""

from __future__ import annotations

from flask import Flask

from factcheck.audit.service import react
from factcheck.reviews import exposures, recheck_views, rechecks
from factcheck.reviews.views import bp


def init_app(app: Flask) -> None:
    """Add the room's views, and store after each request to whom it showed reviews."""
    app.register_blueprint(bp)
    exposures.init_app(app)
    app.register_blueprint(recheck_views.bp)
    app.jinja_env.globals["unseen_changes"] = rechecks.unseen
    react(app, rechecks.ask)

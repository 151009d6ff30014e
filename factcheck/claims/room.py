"""The room `claims`."""

from __future__ import annotations

from flask import Flask

from factcheck.claims import find_views  # noqa: F401 - adds its views to the same blueprint
from factcheck.claims.views import blank_fields, bp


def init_app(app: Flask) -> None:
    """Add the room's views."""
    app.register_blueprint(bp)
    app.jinja_env.globals["blank_claim_fields"] = blank_fields

"""The room `annotations`."""

from __future__ import annotations

from flask import Flask

from factcheck.annotations import search_views, sentence_views, undo  # noqa: F401 - add views to the same blueprint
from factcheck.annotations.views import blank_fields, bp


def init_app(app: Flask) -> None:
    """Add the room's views."""
    app.register_blueprint(bp)
    undo.init_app(app)
    app.jinja_env.globals["blank_claim_fields"] = blank_fields

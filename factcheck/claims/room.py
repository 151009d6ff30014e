"""The room `claims`."""

from __future__ import annotations

from flask import Flask

from factcheck.claims import (  # noqa: F401 - the views all stand in one blueprint
    carried_views,
    carrying,
    find_views,
    list_views,
    resize_views,
    sentence_views,
    similar_views,
    undoing,
)
from factcheck.claims.views import blank_fields, bp
from factcheck.jobs.handlers import register
from factcheck.language import N_


def init_app(app: Flask) -> None:
    """Add the room's views."""
    app.register_blueprint(bp)
    register(app, carrying.JOB, carrying.open_version, N_("Carrying the marks over to a new version"))
    undoing.init_app(app)
    app.jinja_env.globals["blank_claim_fields"] = blank_fields

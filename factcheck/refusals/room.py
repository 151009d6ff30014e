"""The room `refusals`."""

from __future__ import annotations

from flask import Flask

from factcheck.refusals import service
from factcheck.refusals.views import bp, note


def init_app(app: Flask) -> None:
    """Add the page, and count refusals from now on."""
    app.register_blueprint(bp)
    app.extensions[service.EXTENSION] = service.Notebook(app)
    app.after_request(note)

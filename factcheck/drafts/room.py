"""The room `drafts`."""

from __future__ import annotations

from flask import Flask

from factcheck.drafts import held
from factcheck.drafts.views import bp


def init_app(app: Flask) -> None:
    """Add the room's views, and the restoring of input."""
    app.register_blueprint(bp)
    held.init_app(app)

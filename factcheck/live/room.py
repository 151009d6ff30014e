"""The room `live`."""

from __future__ import annotations

from flask import Flask

from factcheck.live.views import bp


def init_app(app: Flask) -> None:
    """Add the streams; the server starts the hub, because only it knows the number of threads."""
    app.register_blueprint(bp)

"""The room `desk`."""

from __future__ import annotations

from flask import Flask

from factcheck.desk import article_list, job_retries, live_views, views


def init_app(app: Flask) -> None:
    """Add the room's views."""
    for module in (views, article_list, live_views, job_retries):
        app.register_blueprint(module.bp)

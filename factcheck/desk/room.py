"""The room `desk`."""

from __future__ import annotations

from flask import Flask, g
from sqlalchemy.exc import SQLAlchemyError

from factcheck.desk import article_list, job_retries, live_views, views
from factcheck.desk.home import groups


def init_app(app: Flask) -> None:
    """Add the room's views, and the number beside *Desk* for the top of every page."""
    for module in (views, article_list, live_views, job_retries):
        app.register_blueprint(module.bp)
    app.jinja_env.globals["urgent_count"] = urgent_count


def urgent_count() -> int:
    """How much the person who asks for this page has to do now; 0 where the database can't say."""
    if "urgent_count" not in g:
        try:
            g.urgent_count = groups.urgent_count(g.user)
        except SQLAlchemyError:
            g.urgent_count = 0
    return int(g.urgent_count)

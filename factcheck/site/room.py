"""The room `site`."""

from __future__ import annotations

from flask import Flask

from factcheck.site import check_views, report_views  # noqa: F401  # add their views
from factcheck.site.cli import report
from factcheck.site.spoken import spoken
from factcheck.site.views import bp
from factcheck.web.commands import group


def init_app(app: Flask) -> None:
    """Add the room's views and its command."""
    app.register_blueprint(bp)
    app.jinja_env.filters["spoken"] = spoken
    group.add_command(report)

"""The room `jobs`."""

from __future__ import annotations

from flask import Flask

from factcheck.jobs.cli import jobs
from factcheck.jobs.handlers import title
from factcheck.jobs.views import bp
from factcheck.web.commands import group


def init_app(app: Flask) -> None:
    """Add the room's views and commands."""
    app.register_blueprint(bp)
    group.add_command(jobs)
    app.jinja_env.globals["job_title"] = title

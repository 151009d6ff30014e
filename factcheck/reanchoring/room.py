"""The room `reanchoring`."""

from __future__ import annotations

from flask import Flask

from factcheck.audit.service import react
from factcheck.i18n import N_
from factcheck.jobs.handlers import register
from factcheck.reanchoring import job, resize_views, undo  # noqa: F401 - adds views to the same blueprint
from factcheck.reanchoring.views import bp


def init_app(app: Flask) -> None:
    """Add the room's views and its job, which every new version asks for."""
    app.register_blueprint(bp)
    register(app, job.JOB, job.open_version, N_("Carrying highlights over to a new version"))
    react(app, job.enqueue_opening)
    undo.init_app(app)

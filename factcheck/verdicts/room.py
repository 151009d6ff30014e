"""The room `verdicts`."""

from __future__ import annotations

from flask import Flask

from factcheck.audit.service import react
from factcheck.claims import under_verdict
from factcheck.verdicts import decision_views, questions  # noqa: F401 - adds views to the same blueprint
from factcheck.verdicts.cli import verdicts
from factcheck.verdicts.queries import verdict_status
from factcheck.verdicts.views import bp
from factcheck.web.commands import group


def init_app(app: Flask) -> None:
    """Add the room's views."""
    app.register_blueprint(bp)
    group.add_command(verdicts)
    under_verdict.install(app, verdict_status)
    react(app, questions.react)

"""The room `verdicts`."""

from __future__ import annotations

from flask import Flask

from factcheck.audit.service import react
from factcheck.claims import under_verdict
from factcheck.room import Room
from factcheck.verdicts import decision_views, questions, views
from factcheck.verdicts.cli import verdicts
from factcheck.verdicts.queries import verdict_status


def init_app(app: Flask) -> None:
    """Look again at verdicts when what they rest on changes."""
    under_verdict.install(app, verdict_status)
    react(app, questions.react)


ROOM = Room(blueprints=[views.bp, decision_views.bp], commands=[verdicts], init_app=init_app)

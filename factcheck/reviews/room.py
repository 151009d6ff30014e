"""The room `reviews`."""

from __future__ import annotations

from flask import Flask

from factcheck.audit.service import react
from factcheck.reviews import exposures, recheck_labels, recheck_views, rechecks, views
from factcheck.room import Room


def init_app(app: Flask) -> None:
    """Store after each request to whom it showed reviews."""
    exposures.init_app(app)
    react(app, rechecks.ask)


ROOM = Room(
    blueprints=[views.bp, recheck_views.bp],
    template_globals={"unseen_changes": rechecks.unseen, "recheck_labels": recheck_labels},
    init_app=init_app,
)

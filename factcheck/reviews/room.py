"""The room `reviews`."""

from __future__ import annotations

from factcheck.reviews import exposures, recheck_labels, recheck_views, rechecks, views
from factcheck.room import Room

ROOM = Room(
    blueprints=[views.bp, recheck_views.bp],
    menu="claims",
    template_globals={"unseen_changes": rechecks.unseen, "recheck_labels": recheck_labels},
    init_app=exposures.init_app,
)

"""The room `quoting`."""

from __future__ import annotations

from factcheck.quoting import status_views, views
from factcheck.quoting.status import quotable_sources
from factcheck.quoting.undo import UNDO
from factcheck.room import Room

ROOM = Room(
    blueprints=[views.bp, status_views.bp],
    menu="claims",
    undo=UNDO,
    template_globals={"quotable_sources": quotable_sources},
)

"""The room `corrections`."""

from __future__ import annotations

from factcheck.corrections import question_views, source_change_views, takedown_views, withdrawal_views
from factcheck.room import Room

ROOM = Room(
    blueprints=[source_change_views.bp, question_views.bp, takedown_views.bp, withdrawal_views.bp],
    menu="claims",
)

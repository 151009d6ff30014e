"""The room `help`."""

from __future__ import annotations

from factcheck.help import tour_views, views
from factcheck.room import Room

ROOM = Room(blueprints=[views.bp, tour_views.bp], template_globals={"help_url": views.help_url})

"""The room `intake`."""

from __future__ import annotations

from factcheck.intake import add_views, preview_views, update_views
from factcheck.room import Room

ROOM = Room(blueprints=[add_views.bp, preview_views.bp, update_views.bp])

"""The room `sources`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.sources import views
from factcheck.sources.undo import UNDO

ROOM = Room(blueprints=[views.bp], undo=UNDO)

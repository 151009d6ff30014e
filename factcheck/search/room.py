"""The room `search`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.search.views import bp

ROOM = Room(blueprints=[bp])

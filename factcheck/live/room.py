"""The room `live`."""

from __future__ import annotations

from factcheck.live.views import bp
from factcheck.room import Room

ROOM = Room(blueprints=[bp])  # the server starts the hub, because only it has enough threads

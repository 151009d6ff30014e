"""The room `undo`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.undo import offers
from factcheck.undo.views import bp

ROOM = Room(blueprints=[bp], init_app=offers.init_app)

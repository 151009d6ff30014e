"""The room `undo`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.undo.views import bp, init_app

ROOM = Room(blueprints=[bp], init_app=init_app)

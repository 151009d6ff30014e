"""The room `claims`."""

from __future__ import annotations

from factcheck.claims.undo import UNDO
from factcheck.claims.views import bp
from factcheck.room import Room

ROOM = Room(blueprints=[bp], menu="claims", undo=UNDO)

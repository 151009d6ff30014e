"""The room `evidence`."""

from __future__ import annotations

from factcheck.evidence.undo import UNDO
from factcheck.evidence.views import bp
from factcheck.room import Room

ROOM = Room(blueprints=[bp], undo=UNDO)

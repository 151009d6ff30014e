"""The room `evidence`."""

from __future__ import annotations

from factcheck.evidence import source_views, views
from factcheck.evidence.undo import UNDO
from factcheck.room import Room

ROOM = Room(blueprints=[views.bp, source_views.bp], undo=UNDO)

"""The room `similarity`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.similarity.views import bp

ROOM = Room(
    blueprints=[bp],
    menu="claims",
)

"""The room `readiness`."""

from __future__ import annotations

from factcheck.readiness.cli import health
from factcheck.readiness.views import bp
from factcheck.room import Room

ROOM = Room(blueprints=[bp], commands=[health])

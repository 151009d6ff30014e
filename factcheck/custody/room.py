"""The room `custody`."""

from __future__ import annotations

from factcheck.custody import service, views
from factcheck.room import Room

ROOM = Room(blueprints=[views.bp], menu="sources", template_globals={"custody_log": service.custody_log})

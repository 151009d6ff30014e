"""The room `pictures`."""

from __future__ import annotations

from factcheck.pictures.queries import pictures_of
from factcheck.pictures.undo import UNDO
from factcheck.pictures.views import bp
from factcheck.room import Room

ROOM = Room(blueprints=[bp], undo=UNDO, template_globals={"pictures_of": pictures_of})

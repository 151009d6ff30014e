"""The room `viewing`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.viewing import pictures, service, views

ROOM = Room(
    blueprints=[views.bp],
    menu="sources",
    undo=service.UNDO,
    template_globals={
        "is_pdf": pictures.is_pdf,
        "is_picture": pictures.is_picture,
        "is_graphic": service.is_graphic,
    },
)

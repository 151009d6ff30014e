"""The room `relations`."""

from __future__ import annotations

from factcheck.relations import parts, views
from factcheck.relations.undo import UNDO
from factcheck.room import Room

ROOM = Room(
    blueprints=[views.bp],
    menu="claims",
    undo=UNDO,
    template_globals={
        "parts_of_claim": parts.lettered,
        "related_claims": views.related_to,
        "whole_of_claim": views.whole_of,
    },
)

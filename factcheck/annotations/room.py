"""The room `annotations`."""

from __future__ import annotations

from factcheck.annotations import search_views, sentence_views, views
from factcheck.annotations.undo import UNDO
from factcheck.room import Room

ROOM = Room(
    blueprints=[views.bp, search_views.bp, sentence_views.bp],
    menu="articles",
    undo=UNDO,
    template_globals={"blank_claim_fields": views.blank_fields},
)

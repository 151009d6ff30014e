"""The room `sources`."""

from __future__ import annotations

from factcheck.documents.languages import COMMON, named
from factcheck.room import Room
from factcheck.sources import exchange_views, reliability, reliability_views, views
from factcheck.sources.undo import UNDO

ROOM = Room(
    blueprints=[views.bp, exchange_views.bp, reliability_views.bp],
    menu="sources",
    undo=UNDO,
    template_globals={"common_languages": COMMON, "notes_of_sources": reliability.notes_of},
    template_filters={"language_named": named},
)

"""The room `merging`."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.db import db
from factcheck.merging import queries, views
from factcheck.merging.models import SourceMerge
from factcheck.merging.proposals import possible_duplicates
from factcheck.merging.undo import UNDO
from factcheck.room import Room
from factcheck.sources.models import Source


def merges_of(source: Source) -> Sequence[SourceMerge]:
    """The merges into a source that weren’t undone, oldest first."""
    return db.session.scalars(queries.merges_into(source.id)).all()


ROOM = Room(
    blueprints=[views.bp],
    menu="sources",
    undo=UNDO,
    template_globals={"merges_of": merges_of, "possible_duplicates": possible_duplicates},
)

"""The room `confidential`."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.accounts.models import User
from factcheck.confidential import queries, reads, views
from factcheck.confidential.models import SourceAccess, SourceRead
from factcheck.confidential.undo import UNDO
from factcheck.db import db
from factcheck.room import Room


def viewers_of(source_id: int) -> Sequence[User]:
    """Everybody who sees a source."""
    return db.session.scalars(queries.viewers(source_id)).all()


def others_of(source_id: int) -> Sequence[User]:
    """Everybody who doesn't."""
    return db.session.scalars(queries.others(source_id)).all()


def accesses_of(source_id: int) -> Sequence[SourceAccess]:
    """Who was given access."""
    return db.session.scalars(queries.accesses(source_id)).all()


def reads_of(source_id: int) -> Sequence[SourceRead]:
    """Who was shown a source."""
    return db.session.scalars(queries.reads(source_id)).all()


ROOM = Room(
    blueprints=[views.bp],
    menu="sources",
    undo=UNDO,
    init_app=reads.init_app,
    template_globals={
        "viewers_of": viewers_of,
        "others_of": others_of,
        "accesses_of": accesses_of,
        "reads_of": reads_of,
    },
)

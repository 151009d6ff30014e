"""Queries of who sees a confidential source."""

from __future__ import annotations

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from factcheck.accounts.models import User
from factcheck.confidential.models import SourceAccess, SourceRead
from factcheck.sources.models import Source
from factcheck.visibility.sources import sees

MOST_READS = 50  # newest entries of one source


def viewers(source_id: int) -> Select[User]:
    """Everybody with access to the site who sees a source, by name."""
    is_seen = exists().where(Source.id == source_id, sees(Source, User.id))
    return select(User).where(User.active, is_seen).order_by(User.name)


def others(source_id: int) -> Select[User]:
    """Everybody with access to the site who doesn't see a source, by name."""
    is_seen = exists().where(Source.id == source_id, sees(Source, User.id))
    return select(User).where(User.active, ~is_seen).order_by(User.name)


def accesses(source_id: int) -> Select[SourceAccess]:
    """Who was given access to a source and still has it."""
    query = select(SourceAccess).where(SourceAccess.source_id == source_id, SourceAccess.archived_at.is_(None))
    return query.options(joinedload(SourceAccess.user), joinedload(SourceAccess.given_by)).order_by(SourceAccess.id)


def reads(source_id: int) -> Select[SourceRead]:
    """Who was shown a source, the newest first."""
    query = select(SourceRead).where(SourceRead.source_id == source_id).options(joinedload(SourceRead.user))
    return query.order_by(SourceRead.id.desc()).limit(MOST_READS)

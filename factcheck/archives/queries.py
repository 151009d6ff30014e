"""Queries of copies at archive services."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from factcheck.archives.models import CopyState, IndependentCopy


def of_source(source_id: int) -> Select[IndependentCopy]:
    """The copies of a source that weren't removed, newest first, with the people who entered or asked for them."""
    query = select(IndependentCopy).where(IndependentCopy.source_id == source_id, IndependentCopy.archived_at.is_(None))
    return query.options(joinedload(IndependentCopy.added_by)).order_by(IndependentCopy.id.desc())


def newest_kept(source_ids: Collection[int]) -> Select[IndependentCopy]:
    """The newest copy of each of these sources that an archive keeps."""
    kept = (IndependentCopy.state == CopyState.KEPT, IndependentCopy.archived_at.is_(None))
    newest = select(func.max(IndependentCopy.id)).where(IndependentCopy.source_id.in_(source_ids), *kept)
    return select(IndependentCopy).where(IndependentCopy.id.in_(newest.group_by(IndependentCopy.source_id)))

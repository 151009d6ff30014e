"""Queries of merges: what may be one source, and what was merged."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from factcheck.db import db
from factcheck.merging.models import DistinctSources, IdentityKey, SourceMerge
from factcheck.sources.models import Source


def merges_into(source_id: int) -> Select[SourceMerge]:
    """The merges into a source that weren’t undone, oldest first."""
    query = select(SourceMerge).where(SourceMerge.kept_id == source_id, SourceMerge.undone_at.is_(None))
    return query.options(joinedload(SourceMerge.merged), joinedload(SourceMerge.merged_by)).order_by(SourceMerge.id)


def standing(kept_id: int, merged_id: int) -> SourceMerge | None:
    """The merge of these two records that wasn’t undone."""
    return db.session.scalars(merges_into(kept_id).where(SourceMerge.merged_id == merged_id)).first()


def distinct(one_id: int, other_id: int) -> DistinctSources | None:
    """A person's word that these are two sources, also if it was taken back."""
    low, high = min(one_id, other_id), max(one_id, other_id)
    return db.session.scalars(select(DistinctSources).filter_by(low_id=low, high_id=high)).first()


def _first_with_key() -> Any:
    """The oldest source in use with the key of a later one, unless they are two by a person's word."""
    earlier, first = aliased(IdentityKey), aliased(Source)
    is_two = exists().where(
        DistinctSources.low_id == earlier.source_id,
        DistinctSources.high_id == IdentityKey.source_id,
        DistinctSources.archived_at.is_(None),
    )
    query = select(func.min(earlier.source_id)).join(first, earlier.source_id == first.id)
    is_same = and_(earlier.key == IdentityKey.key, earlier.source_id < IdentityKey.source_id)
    return query.where(is_same, first.archived_at.is_(None), ~is_two).correlate(IdentityKey).scalar_subquery()


def proposals() -> Select[IdentityKey]:
    """The keys that a later source shares with an earlier one, newest first."""
    query = select(IdentityKey).join(IdentityKey.source).where(Source.archived_at.is_(None))
    return query.where(_first_with_key().is_not(None)).order_by(IdentityKey.id.desc())


def proposals_on(source_id: int) -> Select[IdentityKey]:
    """The keys that a source shares with an earlier one."""
    return proposals().where(IdentityKey.source_id == source_id)


def firsts(key_ids: Collection[int]) -> Select[int, int]:
    """For each of these proposals, by the id of its key, the earlier source."""
    return select(IdentityKey.id, _first_with_key()).where(IdentityKey.id.in_(key_ids))

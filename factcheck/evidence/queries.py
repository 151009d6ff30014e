"""Queries of sources and evidence."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from factcheck.evidence.models import WORDS, Evidence, Source

IN_ORDER = (Evidence.position, Evidence.number)


def sources(words: str = "", *, archived: bool = False) -> Select[Source]:
    """The library, newest first; `words` search title, publisher, author and address."""
    query = select(Source).where(Source.archived_at.is_not(None) if archived else Source.archived_at.is_(None))
    if words.strip():
        query = query.where(Source.id.in_(WORDS.matching(words)))
    return query.order_by(Source.id.desc())


def uses(source_ids: Collection[int]) -> Select[int, int]:
    """How many claims each of these sources is evidence for; one without uses is left out."""
    count = func.count(Evidence.claim_id.distinct())
    query = select(Evidence.source_id, count).where(Evidence.source_id.in_(source_ids), Evidence.archived_at.is_(None))
    return query.group_by(Evidence.source_id)


def of_claim(claim_id: int, *, withdrawn: bool = False) -> Select[Evidence]:
    """A claim's evidence (without the withdrawn, or only that), in its order, with sources and authors."""
    archived = Evidence.archived_at.is_not(None) if withdrawn else Evidence.archived_at.is_(None)
    return (
        select(Evidence)
        .where(Evidence.claim_id == claim_id, archived)
        .options(joinedload(Evidence.source), joinedload(Evidence.author))
        .order_by(*IN_ORDER)
    )


def of_source(source_id: int) -> Select[Evidence]:
    """The evidence from a source."""
    query = select(Evidence).where(Evidence.source_id == source_id, Evidence.archived_at.is_(None))
    return query.options(joinedload(Evidence.claim)).order_by(Evidence.id)

"""Queries of sources and evidence."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from factcheck.audit.queries import last_change
from factcheck.evidence.models import WORDS, Evidence, Source, SourceKind
from factcheck.i18n import N_
from factcheck.web.paging import Order

IN_ORDER = (Evidence.position, Evidence.number)


def sources(
    words: str = "", kind: SourceKind | None = None, is_primary: bool | None = None, *, archived: bool = False
) -> Select[Source]:
    """The library, newest first; `words` search title, publisher, author and address."""
    query = select(Source).where(Source.archived_at.is_not(None) if archived else Source.archived_at.is_(None))
    if words.strip():
        query = query.where(Source.id.in_(WORDS.matching(words)))
    if kind is not None:
        query = query.where(Source.kind == kind)
    if is_primary is not None:
        query = query.where(Source.is_primary == is_primary)
    return query.order_by(Source.id.desc())


def _use_count() -> Any:
    """For how many claims a source is evidence, as an SQL expression."""
    count = select(func.count(Evidence.claim_id.distinct()))
    return count.where(Evidence.source_id == Source.id, Evidence.archived_at.is_(None)).scalar_subquery()


ORDERS = {  # of the library, by their names in the address
    "": Order(N_("Newest first"), lambda: (Source.id,)),
    "oldest": Order(N_("Oldest first"), lambda: (Source.id,), is_descending=False),
    "title": Order(N_("Title"), lambda: (func.lower(Source.title), Source.id), is_descending=False),
    "uses": Order(N_("Most used"), lambda: (_use_count(), Source.id)),
    "changed": Order(N_("Recently changed"), lambda: (last_change("source", Source.id), Source.id)),
}


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
    """The evidence from a source that isn't withdrawn, newest first."""
    query = select(Evidence).where(Evidence.source_id == source_id, Evidence.archived_at.is_(None))
    return query.options(joinedload(Evidence.claim)).order_by(Evidence.id.desc())

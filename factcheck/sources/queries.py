"""Queries of sources."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, exists, func, select

from factcheck.audit.queries import last_change
from factcheck.db import Base, db
from factcheck.i18n import N_
from factcheck.sources.models import USES, WORDS, Source, SourceClass, SourceKind
from factcheck.web.paging import Order


def library(
    words: str = "", kind: SourceKind | None = None, source_class: SourceClass | None = None, *, archived: bool = False
) -> Select[Source]:
    """The library, newest first; `words` search title, publisher, authors, address, quotations and their notes."""
    query = select(Source).where(Source.archived_at.is_not(None) if archived else Source.archived_at.is_(None))
    if archived:
        query = query.where(Source.merged_into_id.is_(None))
    if words.strip():
        query = query.where(Source.id.in_(WORDS.matching(words)) | Source.id.in_(_quoted(words)))
    if kind is not None:
        query = query.where(Source.kind == kind)
    if source_class is not None:
        query = query.where(Source.source_class == source_class)
    return query.order_by(Source.id.desc())


def current_id(source_id: int) -> int:
    """The id of the record that this one was merged into; its own if it wasn't."""
    source = db.session.get(Source, source_id)
    return source.current.id if source else source_id


# what the room above knows of a source is read from its table


def _table() -> Any:
    return Base.metadata.tables["evidence"]


def _evidence() -> Any:
    return _table().c


def _quoted(words: str) -> Select[int]:
    """The sources of evidence with these words in its quotation or note."""
    evidence = _evidence()
    return select(evidence.source_id).where(evidence.id.in_(USES.matching(words)), evidence.archived_at.is_(None))


def _use_count() -> Any:
    """For how many claims a source is evidence, as an SQL expression."""
    evidence = _evidence()
    count = select(func.count(evidence.claim_id.distinct()))
    return count.where(evidence.source_id == Source.id, evidence.archived_at.is_(None)).scalar_subquery()


def has_evidence(source_id: int) -> bool:
    """Whether a source is evidence for any claim, also if that was withdrawn."""
    evidence = _evidence()
    query = select(Source.id).where(Source.id == source_id, exists().where(evidence.source_id == Source.id))
    return db.session.scalar(query) is not None


ORDERS = {  # of the library, by their names in the address
    "": Order(N_("Newest first"), lambda: (Source.id,)),
    "oldest": Order(N_("Oldest first"), lambda: (Source.id,), is_descending=False),
    "title": Order(N_("Title"), lambda: (func.lower(Source.title), Source.id), is_descending=False),
    "uses": Order(N_("Most used"), lambda: (_use_count(), Source.id)),
    "changed": Order(N_("Recently changed"), lambda: (last_change("source", Source.id), Source.id)),
}


def uses(source_ids: Collection[int]) -> Select[int, int]:
    """How many claims each of these sources is evidence for; one without uses is left out."""
    evidence = _evidence()
    count = func.count(evidence.claim_id.distinct())
    query = select(Source.id, count).join(_table(), evidence.source_id == Source.id)
    return query.where(Source.id.in_(source_ids), evidence.archived_at.is_(None)).group_by(Source.id)

"""Questions about sources and evidence."""

from __future__ import annotations

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from factcheck.evidence.models import Evidence, Source


def sources(words: str = "", *, archived: bool = False) -> Select[Source]:
    """The library, newest first; `words` must all occur in title, publisher, author or address."""
    query = select(Source).where(Source.archived_at.is_not(None) if archived else Source.archived_at.is_(None))
    for word in words.split()[:10]:
        columns = (Source.title, Source.publisher, Source.author, Source.url)
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return query.order_by(Source.id.desc())


def of_claim(claim_id: int, *, withdrawn: bool = False) -> Select[Evidence]:
    """A claim's standing evidence (or the withdrawn), by number, with sources and authors."""
    archived = Evidence.archived_at.is_not(None) if withdrawn else Evidence.archived_at.is_(None)
    return (
        select(Evidence)
        .where(Evidence.claim_id == claim_id, archived)
        .options(joinedload(Evidence.source), joinedload(Evidence.author))
        .order_by(Evidence.number)
    )


def of_source(source_id: int) -> Select[Evidence]:
    """What a source is evidence for."""
    query = select(Evidence).where(Evidence.source_id == source_id, Evidence.archived_at.is_(None))
    return query.options(joinedload(Evidence.claim)).order_by(Evidence.id)

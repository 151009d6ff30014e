"""Queries of evidence."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from factcheck.evidence.models import Evidence
from factcheck.evidence.positions import Ordered

IN_ORDER = (Evidence.position, Evidence.number)


def ordered(claim_id: int) -> Ordered:
    """The evidence of a claim, the withdrawn included, to be put in order."""
    return Ordered(Evidence, Evidence.claim_id == claim_id)


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

"""Queries of redacted copies, and of what they keep of the quotations in their originals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from factcheck.anchoring import State, find
from factcheck.captures.models import Capture, Redaction
from factcheck.captures.quotes import quoted_in
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.evidence.models import Evidence

MOST_NAMED = 20  # captures with the same bytes


class OriginalQuotation(NamedTuple):
    """A piece of evidence that quotes an original, and whether the redacted copy has its words for certain."""

    evidence: Evidence
    is_kept: bool


def of_original(capture_id: int) -> Select[Redaction]:
    """The redacted copies of a capture, newest first, also withdrawn ones."""
    return _whole().where(Redaction.original_id == capture_id).order_by(Redaction.id.desc())


def seal_of(capture_id: int) -> Redaction | None:
    """The redacted copy that seals a capture; there is at most one."""
    return db.session.scalars(of_original(capture_id).where(Redaction.archived_at.is_(None)).limit(1)).first()


def copied_as(capture_id: int) -> Redaction | None:
    """What a capture is the redacted copy of, also after it was withdrawn."""
    return db.session.scalars(_whole().where(Redaction.copy_id == capture_id)).first()


def same_file(capture: Capture) -> Sequence[Capture]:
    """Other captures with the same bytes, which stay open when this one is sealed."""
    query = select(Capture).where(Capture.raw_sha256 == capture.raw_sha256, Capture.id != capture.id)
    return db.session.scalars(query.order_by(Capture.id).limit(MOST_NAMED)).all()


def people_at_work(capture: Capture) -> Select[int]:
    """The ids of those whose evidence is from the source of a capture, or whose claims have it."""
    query = select(Evidence).where(Evidence.source_id == capture.source_id)
    of_evidence = query.with_only_columns(Evidence.author_id)
    of_claims = query.join(Claim, Claim.id == Evidence.claim_id).with_only_columns(Claim.author_id)
    return of_evidence.union(of_claims)  # type: ignore[return-value]  # one column, as of a select


def quotations_in(original: Capture, text: str) -> list[OriginalQuotation]:
    """The quotations that were found in a capture, looked for in the text of its redacted copy."""
    rows = [place.evidence for place in quoted_in(original) if place.start is not None]
    return [OriginalQuotation(row, _is_in(text, row.quote)) for row in rows]


def _is_in(text: str, quote: str) -> bool:
    found = find(text, quote)
    return found is not None and found.state is State.CONFIDENT


def _whole() -> Select[Redaction]:
    return select(Redaction).options(joinedload(Redaction.original), joinedload(Redaction.author))

"""Questions about verdicts; everything that leaves the house is read through `published`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload, undefer

from factcheck.claims.models import Annotation
from factcheck.verdicts.models import Edition, EditionState, Verdict


def published(*, article_id: int | None = None, slug: str | None = None) -> Select[Edition]:
    """The newest published edition of each verdict, with its record, newest first."""
    query: Select[Edition] = _newest(select(Edition), article_id, slug)
    return query.options(undefer(Edition.record), contains_eager(Edition.verdict))


def published_ids(article_id: int | None = None) -> Select[int]:
    """The numbers of the same editions in the same order: what an export of everything holds in memory."""
    query: Select[int] = _newest(select(Edition.id), article_id)
    return query


def records(edition_ids: Sequence[int]) -> Select[int, str | None, datetime | None, str | None, str | None]:
    """Of these editions: number, record, moment of publication, digest, slug."""
    columns = (Edition.id, Edition.record, Edition.published_at, Edition.record_sha256, Verdict.slug)
    return select(*columns).join(Edition.verdict).where(Edition.id.in_(edition_ids))


def _newest(query: Any, article_id: int | None = None, slug: str | None = None) -> Any:
    other = aliased(Edition)
    newest = (
        select(func.max(other.number))
        .where(other.verdict_id == Edition.verdict_id, other.state == EditionState.PUBLISHED)
        .scalar_subquery()
    )
    query = query.join(Edition.verdict).where(Edition.state == EditionState.PUBLISHED, Edition.number == newest)
    if article_id is not None:
        claims = select(Annotation.claim_id).where(Annotation.article_id == article_id)
        query = query.where(Verdict.claim_id.in_(claims))
    if slug is not None:
        query = query.where(Verdict.slug == slug)
    return query.order_by(Edition.published_at.desc(), Edition.id.desc())


def published_editions(verdict_id: int) -> Select[Edition]:
    """All published editions of one verdict, oldest first."""
    query = select(Edition).where(Edition.verdict_id == verdict_id, Edition.state == EditionState.PUBLISHED)
    return query.options(undefer(Edition.record)).order_by(Edition.number)


def corrections() -> Select[Edition]:
    """Published editions that corrected an earlier one, newest first."""
    query = select(Edition).where(Edition.state == EditionState.PUBLISHED, Edition.number > 1)
    query = query.options(joinedload(Edition.verdict), undefer(Edition.record))
    return query.order_by(Edition.published_at.desc(), Edition.id.desc())


def of_claim(claim_id: int) -> Select[Verdict]:
    """The verdict of a claim with all its editions."""
    editions = selectinload(Verdict.editions)
    return (
        select(Verdict)
        .where(Verdict.claim_id == claim_id)
        .options(editions.joinedload(Edition.author), editions.joinedload(Edition.rating))
    )


def edition(edition_id: int) -> Select[Edition]:
    """One edition with all that its page shows."""
    return (
        select(Edition)
        .where(Edition.id == edition_id)
        .options(
            undefer(Edition.record),
            joinedload(Edition.verdict).joinedload(Verdict.claim),
            joinedload(Edition.rating),
            joinedload(Edition.author),
            joinedload(Edition.approver),
        )
    )

"""Queries about verdicts; everything public is read through `published`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload, undefer

from factcheck.annotations.models import Annotation
from factcheck.verdicts.models import Edition, EditionState, Takedown, Verdict, Withdrawal


def published(
    *, article_id: int | None = None, slug: str | None = None, with_withdrawn: bool = False
) -> Select[Edition]:
    """The newest published edition of each verdict, newest first; withdrawn ones only on request."""
    query: Select[Edition] = _newest(select(Edition), article_id, slug, with_withdrawn)
    return query.options(undefer(Edition.record), contains_eager(Edition.verdict), selectinload(Edition.withdrawal))


def published_ids(article_id: int | None = None, *, with_withdrawn: bool = False) -> Select[int]:
    """The ids of the same editions in the same order, for an export of everything."""
    query: Select[int] = _newest(select(Edition.id), article_id, None, with_withdrawn)
    return query


def records(
    edition_ids: Sequence[int],
) -> Select[Any]:
    """Of these published editions: id, snapshot, time of publication, digest, slug, claim and number.

    Also when the verdict was `first_published_at`; `previous`, the snapshot of the published edition before it; and, if
    the newest published edition was withdrawn, `withdrawn_at` and `withdrawal_reason`.
    """
    query: Select[Any] = _records().where(Edition.id.in_(edition_ids))
    return query


@cache
def _records() -> Select[Any]:
    """Of all editions; built once, because building it takes longer than asking the database."""
    earlier, newest = aliased(Edition), aliased(Edition)
    columns = (Edition.id, Edition.record, Edition.published_at, Edition.record_sha256, Verdict.slug)
    withdrawn = (Withdrawal.created_at.label("withdrawn_at"), Withdrawal.reason.label("withdrawal_reason"))
    withdrawn_number = case((Withdrawal.id.is_not(None), newest.number)).label("withdrawn_number")
    first = aliased(Edition)
    begun = select(func.min(first.published_at)).where(first.verdict_id == Edition.verdict_id).scalar_subquery()
    numbers = (Verdict.claim_id, Edition.number, withdrawn_number, begun.label("first_published_at"))
    query: Select[Any] = select(*columns, earlier.record.label("previous"), *withdrawn, *numbers)
    query = query.join(Edition.verdict)
    query = query.outerjoin(earlier, and_(earlier.verdict_id == Verdict.id, earlier.number == _last(Edition.number)))
    query = query.join(newest, and_(newest.verdict_id == Verdict.id, newest.number == _last()))
    return query.outerjoin(newest.withdrawal).where(~is_taken_down())


@cache
def is_withdrawn() -> ColumnElement[bool]:
    """A condition on editions: withdrawn."""
    return Edition.withdrawal.has()


@cache
def is_taken_down() -> ColumnElement[bool]:
    """A condition on verdicts: taken down for legal reasons, so nothing of them leaves the site."""
    return Verdict.takedowns.any(Takedown.is_done)


def takedowns() -> Select[Takedown]:
    """The takedowns that were carried out, newest first."""
    return select(Takedown).where(Takedown.is_done).order_by(Takedown.decided_at.desc(), Takedown.id.desc())


def taken_down(slug: str) -> Select[Takedown]:
    """The takedown at a public address."""
    return takedowns().join(Takedown.verdict).where(Verdict.slug == slug)


@cache
def _last(before: Any = None) -> Any:
    """The number of a verdict's last published edition (of those before a number)."""
    other = aliased(Edition)
    query = select(func.max(other.number)).where(other.verdict_id == Verdict.id)
    query = query.where(other.state == EditionState.PUBLISHED)
    query = query.where(other.number < before) if before is not None else query
    return query.correlate(Verdict, Edition).scalar_subquery()


def _newest(query: Any, article_id: int | None, slug: str | None, with_withdrawn: bool) -> Any:
    query = query.join(Edition.verdict).where(Edition.state == EditionState.PUBLISHED, Edition.number == _last())
    query = query.where(~is_taken_down())
    if not with_withdrawn:
        query = query.where(~is_withdrawn())
    if article_id is not None:
        claims = select(Annotation.claim_id).where(Annotation.article_id == article_id)
        query = query.where(Verdict.claim_id.in_(claims))
    if slug is not None:
        query = query.where(Verdict.slug == slug)
    return query.order_by(Edition.changed_at.desc(), Edition.id.desc())


def published_editions(verdict_id: int) -> Select[Edition]:
    """All published editions of one verdict, oldest first."""
    query = select(Edition).where(Edition.verdict_id == verdict_id, Edition.state == EditionState.PUBLISHED)
    query = query.options(undefer(Edition.record), joinedload(Edition.withdrawal), joinedload(Edition.verdict))
    return query.order_by(Edition.number)


def newest_numbers(claim_ids: Collection[int]) -> Select[int, str | None, int]:
    """Of these claims, the slug of the verdict and the number of its newest published edition."""
    query = select(Verdict.claim_id, Verdict.slug, func.max(Edition.number)).join(Edition)
    query = query.where(Verdict.claim_id.in_(claim_ids), Edition.state == EditionState.PUBLISHED)
    return query.where(~is_taken_down()).group_by(Verdict.claim_id, Verdict.slug)


def corrections() -> Select[Edition]:
    """Published editions that corrected an earlier one or were withdrawn; the newest change first."""
    query = select(Edition).join(Edition.verdict).where(Edition.state == EditionState.PUBLISHED, ~is_taken_down())
    query = query.where(or_(Edition.number > 1, is_withdrawn()))
    return query.order_by(Edition.changed_at.desc(), Edition.id.desc())


def of_claim(claim_id: int) -> Select[Verdict]:
    """The verdict of a claim with all its editions."""
    editions = selectinload(Verdict.editions)
    relations = (Edition.author, Edition.rating, Edition.withdrawal)
    query = select(Verdict).where(Verdict.claim_id == claim_id).options(selectinload(Verdict.takedowns))
    return query.options(*(editions.joinedload(it) for it in relations))


def edition(edition_id: int) -> Select[Edition]:
    """One edition with everything that its page shows."""
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

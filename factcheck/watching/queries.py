"""Queries of watched pages and of alarms about quotations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from factcheck.accounts.models import Role, User
from factcheck.articles.models import Article
from factcheck.evidence.models import Evidence
from factcheck.i18n import N_
from factcheck.sources.models import Source
from factcheck.watching.models import LookResult, PageLooks, QuoteAlarm, WatchedPage
from factcheck.web.paging import Order

IS_HERE = or_(
    and_(WatchedPage.source_id.is_not(None), Source.archived_at.is_(None), Source.url.is_not(None)),
    and_(WatchedPage.article_id.is_not(None), Article.archived_at.is_(None), Article.canonical_url.is_not(None)),
)
PROBLEMS = (LookResult.FAILED, LookResult.FORBIDDEN, LookResult.GONE)
ORDERS = {  # of the list of watched pages, by their names in the address
    "": Order(N_("Next look"), lambda: (PageLooks.due_at, WatchedPage.id), is_descending=False),
    "newest": Order(N_("Newest first"), lambda: (WatchedPage.id,)),
}


def watched(state: str = "") -> Select[WatchedPage]:
    """Watched pages of sources and articles that aren't archived; `state` is "", "problems", "alarms" or "off"."""
    query = select(WatchedPage).join(WatchedPage.looks).outerjoin(WatchedPage.source).outerjoin(WatchedPage.article)
    query = query.options(
        contains_eager(WatchedPage.looks), contains_eager(WatchedPage.source), contains_eager(WatchedPage.article)
    )
    if state == "off":
        return query.where(WatchedPage.is_on.is_(False))
    query = query.where(WatchedPage.is_on.is_(True), IS_HERE)
    if state == "problems":
        return query.where(PageLooks.result.in_(PROBLEMS))
    return query.where(_has_alarm()) if state == "alarms" else query


def _has_alarm() -> ColumnElement[bool]:
    return exists().where(
        QuoteAlarm.evidence_id == Evidence.id,
        Evidence.source_id == WatchedPage.source_id,
        Evidence.archived_at.is_(None),
        QuoteAlarm.outcome.is_(None),
    )


def due(now: datetime) -> Select[PageLooks]:
    """The looks that are due, those that wait longest first."""
    query = select(PageLooks).join(PageLooks.page).outerjoin(WatchedPage.source).outerjoin(WatchedPage.article)
    return query.where(PageLooks.due_at <= now, WatchedPage.is_on.is_(True), IS_HERE).order_by(PageLooks.due_at)


def next_due() -> Select[datetime]:
    """When the next look is due."""
    query = select(func.min(PageLooks.due_at)).join(PageLooks.page)
    return query.outerjoin(WatchedPage.source).outerjoin(WatchedPage.article).where(
        WatchedPage.is_on.is_(True), IS_HERE
    )  # fmt: skip


def of_source(source_id: int) -> Select[WatchedPage]:
    """The watched page of a source."""
    return select(WatchedPage).where(WatchedPage.source_id == source_id)


def of_article(article_id: int) -> Select[WatchedPage]:
    """The watched page of an article."""
    return select(WatchedPage).where(WatchedPage.article_id == article_id)


def alarms(evidence_ids: Collection[int]) -> Select[QuoteAlarm]:
    """The open alarms about these pieces of evidence."""
    return select(QuoteAlarm).where(QuoteAlarm.evidence_id.in_(evidence_ids), QuoteAlarm.outcome.is_(None))


def open_alarms() -> Select[QuoteAlarm]:
    """All open alarms about evidence that isn't withdrawn, oldest first, with their claims."""
    query = select(QuoteAlarm).join(QuoteAlarm.evidence).where(QuoteAlarm.outcome.is_(None))
    query = query.where(Evidence.archived_at.is_(None))
    evidence = contains_eager(QuoteAlarm.evidence)
    return query.options(evidence.joinedload(Evidence.claim), evidence.joinedload(Evidence.source)).order_by(
        QuoteAlarm.id
    )


def alarms_for(user_id: int) -> Select[QuoteAlarm]:
    """The open alarms that concern a person: about evidence that they added; for editors, all."""
    is_editor = exists().where(User.id == user_id, User.role.in_((Role.EDITOR, Role.ADMIN)))
    return open_alarms().where(or_(Evidence.author_id == user_id, is_editor))


def of_evidence(evidence_id: int) -> Select[QuoteAlarm]:
    """All alarms about a piece of evidence, newest first, with the people who decided."""
    query = select(QuoteAlarm).where(QuoteAlarm.evidence_id == evidence_id)
    return query.options(joinedload(QuoteAlarm.decided_by)).order_by(QuoteAlarm.id.desc())


def alarm_counts(source_ids: Collection[int]) -> Select[int, int]:
    """How many open alarms each of these sources has; one without any is left out."""
    query = select(Evidence.source_id, func.count(QuoteAlarm.id)).join(QuoteAlarm.evidence)
    is_open = (QuoteAlarm.outcome.is_(None), Evidence.archived_at.is_(None), Evidence.source_id.in_(source_ids))
    return query.where(*is_open).group_by(Evidence.source_id)

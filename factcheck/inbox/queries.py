"""Queries of followed feeds and their candidates."""

from __future__ import annotations

import enum
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from factcheck.articles.models import Article
from factcheck.db import utcnow
from factcheck.fulltext.questions import Term, question
from factcheck.i18n import N_
from factcheck.inbox.models import FeedCandidate, FollowedFeed
from factcheck.web.paging import Order

RECENT = timedelta(days=7)
HAS_ARTICLE = exists().where(Article.url_key == FeedCandidate.url_key)


class CandidateState(enum.StrEnum):
    """The state of a candidate in the inbox."""

    WAITING = "waiting"
    ADDED = "added"
    DISMISSED = "dismissed"


CONDITIONS: dict[CandidateState, ColumnElement[bool]] = {
    CandidateState.WAITING: and_(FeedCandidate.dismissed_at.is_(None), ~HAS_ARTICLE),
    CandidateState.ADDED: HAS_ARTICLE,
    CandidateState.DISMISSED: FeedCandidate.dismissed_at.is_not(None),
}
ORDERS = {  # of followed feeds, by their names in the address
    "": Order(N_("Title"), lambda: (func.lower(FollowedFeed.title), FollowedFeed.id), is_descending=False),
    "added": Order(N_("Newest first"), lambda: (FollowedFeed.id,)),
}


def candidates(
    state: CandidateState = CandidateState.WAITING, words: str = "", feed_id: int | None = None
) -> Select[FeedCandidate]:
    """Candidates in this state, the last found first; all `words` must occur in the title or the summary."""
    query = select(FeedCandidate).where(CONDITIONS[state]).options(joinedload(FeedCandidate.feed))
    if feed_id is not None:
        query = query.where(FeedCandidate.feed_id == feed_id)
    keywords = question(words)
    query = query.where(*(FeedCandidate.folded_words.contains(f" {it} ", autoescape=True) for it in keywords.phrases))
    return query.where(*map(_has, keywords.terms)).order_by(FeedCandidate.id.desc())


def _has(term: Term) -> ColumnElement[bool]:
    """Whether one of the spellings of a word occurs."""
    return or_(
        *(
            and_(*(FeedCandidate.folded_words.contains(_part(word), autoescape=True) for word in spelling))
            for spelling in term
        )
    )


def _part(word: Any) -> str:
    return f" {word.text} " if word.is_whole else f" {word.text}"


def feeds(*, archived: bool = False) -> Select[FollowedFeed]:
    """Followed feeds by title, or the archived ones."""
    is_there = FollowedFeed.archived_at.is_not(None) if archived else FollowedFeed.archived_at.is_(None)
    return select(FollowedFeed).where(is_there).order_by(func.lower(FollowedFeed.title), FollowedFeed.id)


def of_address(url_key: str) -> Select[FollowedFeed]:
    """The feed with this address, also an archived one."""
    return select(FollowedFeed).where(FollowedFeed.url_key == url_key)


def recent(feed_ids: Collection[int]) -> Select[int, int]:
    """How many candidates each of these feeds brought within the last week; one without any is left out."""
    query = select(FeedCandidate.feed_id, func.count(FeedCandidate.id))
    is_recent = FeedCandidate.created_at >= utcnow() - RECENT
    return query.where(FeedCandidate.feed_id.in_(feed_ids), is_recent).group_by(FeedCandidate.feed_id)


def articles(url_keys: Collection[str]) -> Select[str | None, int, str]:
    """Address key, number and title of the articles at these addresses; of several, the last is the oldest."""
    query = select(Article.url_key, Article.id, Article.title).where(Article.url_key.in_(url_keys))
    return query.order_by(Article.id.desc())


def known_keys(url_keys: Collection[str]) -> Select[str]:
    """Those of these addresses that are candidates already."""
    return select(FeedCandidate.url_key).where(FeedCandidate.url_key.in_(url_keys))

"""Queries of articles."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from factcheck.articles.models import Article, Version
from factcheck.articles.search import matching


def listed(
    words: str = "", language: str = "", *, is_dated: bool | None = None, archived: bool = False
) -> Select[Article]:
    """Articles with their versions but without texts, newest first.

    `words` must all occur in title, publisher, byline or text; `is_dated` filters by whether the publication date is
    known.
    """
    query = select(Article).where(Article.archived_at.is_not(None) if archived else Article.archived_at.is_(None))
    if words.strip():
        query = query.where(Article.id.in_(matching(words)))
    if language:
        query = query.where(Article.language == language)
    if is_dated is not None:
        query = query.where(Article.published_on.is_not(None) if is_dated else Article.published_on.is_(None))
    return query.options(selectinload(Article.versions)).order_by(Article.created_at.desc(), Article.id.desc())


def languages() -> Select[str]:
    """The languages that articles are in, by their tags."""
    return select(Article.language).distinct().order_by(Article.language)


@lru_cache(maxsize=1024)  # building it costs more than running it
def current_version(article_id: int) -> Select[Version]:
    """The newest open version of an article, with its text, blocks and details."""
    return _open(article_id).order_by(Version.number.desc()).limit(1)


def version(article_id: int, number: int) -> Select[Version]:
    """An open version by its number, with its text, blocks and details."""
    return _open(article_id).where(Version.number == number)


def versions(article_id: int) -> Select[Version]:
    """All versions of an article, including one in preparation, without texts but with the people who added them."""
    query = select(Version).where(Version.article_id == article_id).options(joinedload(Version.added_by))
    return query.order_by(Version.number.desc())


def waiting(article_id: int) -> Select[Version]:
    """The version in preparation, if there is one, with the person who added it."""
    return versions(article_id).where(Version.opened_at.is_(None))


def numbers(article_id: int) -> Select[int, int]:
    """The number of the newest open version of an article, and of the newest of all; None if there is none."""
    is_open = case((Version.opened_at.is_not(None), Version.number))
    return select(func.max(is_open), func.max(Version.number)).where(Version.article_id == article_id)


def _open(article_id: int) -> Select[Version]:
    return (
        select(Version)
        .where(Version.article_id == article_id, Version.opened_at.is_not(None))
        .options(undefer(Version.text), undefer(Version.blocks), joinedload(Version.article))
    )

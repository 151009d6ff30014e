"""Questions about articles."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, undefer

from factcheck.articles.models import Article, Version
from factcheck.articles.search import matching


def listed(words: str = "", language: str = "", *, archived: bool = False) -> Select[Article]:
    """Articles, newest first; `words` must all occur in title, publisher, byline or text."""
    query = select(Article).where(Article.archived_at.is_not(None) if archived else Article.archived_at.is_(None))
    if words.strip():
        query = query.where(Article.id.in_(matching(words)))
    if language:
        query = query.where(Article.language == language)
    return query.options(joinedload(Article.added_by)).order_by(Article.id.desc())


@lru_cache(maxsize=1024)  # building it anew costs more than running it
def current_version(article_id: int) -> Select[Version]:
    """The newest version of an article, with its text, blocks and particulars."""
    return (
        select(Version)
        .where(Version.article_id == article_id)
        .order_by(Version.number.desc())
        .limit(1)
        .options(undefer(Version.text), undefer(Version.blocks), joinedload(Version.article))
    )

"""Queries of articles."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from factcheck.articles.models import Article, Version
from factcheck.articles.search import INDEX
from factcheck.db import Prepared
from factcheck.fulltext.questions import question
from factcheck.web.listings import Columns

Shape = tuple[bool, int | None, bool, bool | None]  # archived; of the keywords (Index.shape); with a language; is_dated


class ArticleFilters(NamedTuple):
    """What a list of articles is asked for.

    `words` must all occur in title, publisher, byline or text; `is_dated` filters by whether the publication date is
    known.
    """

    words: str = ""
    language: str = ""
    is_dated: bool | None = None
    archived: bool = False

    def shape(self) -> Shape:
        """What changes the SQL."""
        keywords = INDEX.shape(question(self.words)) if self.words.strip() else None
        return self.archived, keywords, bool(self.language), self.is_dated

    def values(self) -> dict[str, str]:
        """The values that are bound in it."""
        found = INDEX.values(question(self.words)) if self.words.strip() else {}
        return {**found, "language": self.language} if self.language else found


def listed(
    words: str = "", language: str = "", *, is_dated: bool | None = None, archived: bool = False
) -> Select[Article]:
    """Articles with their versions but without texts, newest first; see ArticleFilters."""
    filters = ArticleFilters(words, language, is_dated, archived)
    query = select(Article).where(*_conditions(*filters.shape())).options(selectinload(Article.versions))
    return query.order_by(Article.created_at.desc(), Article.id.desc()).params(filters.values())


def rows(archived: bool, keywords: int | None, has_language: bool, is_dated: bool | None) -> Columns:
    """The columns of the list of articles, for filters of this shape."""
    columns = (Article.id, Article.title, Article.publisher, Article.published_on, Article.language)
    query = select(*columns, Article.created_at, Article.archived_at)
    return query.where(*_conditions(archived, keywords, has_language, is_dated))


def _conditions(
    archived: bool, keywords: int | None, has_language: bool, is_dated: bool | None
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Article.archived_at.is_not(None) if archived else Article.archived_at.is_(None)]
    if keywords is not None:
        found.append(Article.id.in_(select(INDEX.key).where(INDEX.has_shape(keywords))))
    if has_language:
        found.append(Article.language == bindparam("language", type_=Article.language.type))
    if is_dated is not None:
        found.append(Article.published_on.is_not(None) if is_dated else Article.published_on.is_(None))
    return found


@cache
def open_versions() -> Select[int, int, int]:
    """The open versions of the articles `ids`, the newest last: article, number, length in code points."""
    query = select(Version.article_id, Version.number, Version.length).where(Version.opened_at.is_not(None))
    return query.where(Version.article_id.in_(bindparam("ids", expanding=True))).order_by(Version.number)


@cache
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


_OPEN = (Version.article_id == bindparam("article_id"), Version.opened_at.is_not(None))
CURRENT_NUMBER = Prepared(select(func.max(Version.number)).where(*_OPEN))  # of every write on an article, so built once
FROZEN = Prepared(
    select(Version.id, Version.article_id, Version.number, Version.text, Version.blocks, Version.length)
    .add_columns(Article.language)
    .join(Version.article)
    .where(*_OPEN)
    .order_by(Version.number.desc())
    .limit(1)
)

"""Search for articles by words: the index of their details and texts."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, func, select

from factcheck.articles.details import ArticleDetails
from factcheck.articles.models import Article, Version
from factcheck.db import db
from factcheck.db.slow import ahead
from factcheck.fulltext.findable import joined
from factcheck.fulltext.index import Index, Searched, add_searched
from factcheck.fulltext.index import missing as missing
from factcheck.fulltext.rarest import likeliest
from factcheck.fulltext.words import indexed

INDEX = Index("article_fts")
MOST_LIKELY = 20  # articles whose texts are searched


def index(article: Article, body: str) -> None:
    """Add an article to the index, by its details and its text; in the transaction of the change."""
    INDEX.put([(article.id, prepare(article, body))])


def prepare(of: Article | ArticleDetails, body: str) -> str:
    """The indexed words of an article: of its details and its text."""
    return _indexed(joined(of.title, of.publisher, of.byline, body))


@ahead("finding the words of a text for the index")
def _indexed(value: str) -> str:
    return indexed(value)


def likely(words: str) -> list[int]:
    """The ids of the articles that have the rarest of these words, most likely first, at most MOST_LIKELY."""
    return likeliest(INDEX, words, MOST_LIKELY)


def _texts(ids: list[int]) -> Iterator[tuple[int, str]]:
    """The searchable text of each article: its details, and the text of its current version."""
    of_article = and_(Version.article_id == Article.id, Version.opened_at.is_not(None))
    newest = select(func.max(Version.number)).where(of_article).correlate(Article).scalar_subquery()
    query = select(Article.id, Article.title, Article.publisher, Article.byline, Version.text)
    query = query.join(Version, and_(of_article, Version.number == newest)).where(Article.id.in_(ids))
    for key, *texts in db.session.execute(query):
        yield key, joined(*texts)


add_searched("articles", Searched(INDEX, Article.id, _texts, batch=10))

"""Finding articles by words: the index of their particulars and texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log

from sqlalchemy import Select, and_, func, select

from factcheck.articles.details import ArticleDetails
from factcheck.articles.models import Article, Version
from factcheck.db import db
from factcheck.db.slow import ahead
from factcheck.fulltext.index import Index, Searched, add_searched, joined
from factcheck.fulltext.index import missing as missing
from factcheck.fulltext.questions import Question, Word
from factcheck.fulltext.words import indexed, words_of

INDEX = Index("article_fts")
MOST_WORDS = 20  # of a question of which the rarest count
STEM = 5  # letters of a word that must agree where its ending may not
MOST_LIKELY = 20  # articles whose texts are worth reading for a question
MOST_KNOWN = 5_000  # articles of one word that are counted


def index(article: Article, body: str) -> None:
    """Make an article findable by its particulars and its text; in the transaction of the change."""
    INDEX.put([(article.id, prepare(article, body))])


def prepare(of: Article | ArticleDetails, body: str) -> str:
    """The words by which an article is found: of its particulars and its text."""
    return _indexed(joined(of.title, of.publisher, of.byline, body))


@ahead("finding the words of a text for the index")
def _indexed(value: str) -> str:
    return indexed(value)


def matching(words: str) -> Select[int]:
    """The ids of articles that answer a question, as `fulltext.questions` reads it."""
    return INDEX.matching(words)


def likely(words: str) -> list[int]:
    """The ids of the articles in which the rarest of these words meet, likeliest first, at most MOST_LIKELY.

    A word counts the more the fewer articles have it, or one that begins with the same letters (STEM of them).
    """
    stems = list(dict.fromkeys(word[:STEM] for word in words_of(words)))[:MOST_WORDS]
    count = INDEX.count()
    found = {stem: db.session.scalars(_beginning(stem).limit(MOST_KNOWN)).all() for stem in stems}
    rare = [ids for ids in found.values() if 0 < len(ids) <= max(MOST_LIKELY, count // 5)]
    scores: Counter[int] = Counter()
    for ids in rare or found.values():
        for article_id in ids:
            scores[article_id] += log(1 + count / len(ids))  # type: ignore[assignment]  # Counter adds floats as well
    return [it for it, _ in sorted(scores.items(), key=lambda row: (-row[1], -row[0]))[:MOST_LIKELY]]


def _beginning(stem: str) -> Select[int]:
    return INDEX.answering(Question((((Word(stem),),),), ()))


def _texts(ids: list[int]) -> Iterator[tuple[int, str]]:
    """What each article is found by: its particulars, and the text that people work on."""
    of_article = and_(Version.article_id == Article.id, Version.opened_at.is_not(None))
    newest = select(func.max(Version.number)).where(of_article).correlate(Article).scalar_subquery()
    query = select(Article.id, Article.title, Article.publisher, Article.byline, Version.text)
    query = query.join(Version, and_(of_article, Version.number == newest)).where(Article.id.in_(ids))
    for key, *texts in db.session.execute(query):
        yield key, joined(*texts)


add_searched("articles", Searched(INDEX, Article.id, _texts, batch=10))

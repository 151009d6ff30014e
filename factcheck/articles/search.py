"""Finding articles by words: FTS5 on SQLite, a text search vector on PostgreSQL; the same words find the same.

We part and fold the words ourselves, at both ends, so that neither database's own idea of a word matters.
A word is a run of letters and digits; it is found from its beginning.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from math import log

from sqlalchemy import Select, column, false, func, select, table, text

from factcheck.articles.details import ArticleDetails
from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.slow import ahead

FTS = table("article_fts", column("article_id"), column("words"))
WORD = re.compile(r"[^\W_]+")
UNSEEN = {"Mn", "Mc", "Me", "Cf"}  # marks that combine, and soft hyphens, zero-width blanks, directions
MOST_WORDS = 20  # of one question
LONGEST = 64  # code points of a word that count
STEM = 5  # letters of a word that must agree where its ending may not
MOST_LIKELY = 20  # articles whose texts are worth reading for a question
MOST_KNOWN = 5_000  # articles of one word that are counted
MOST_BYTES = 1_000_000  # of the different words of one article: a vector of PostgreSQL holds 1 MiB
DELETE = text("DELETE FROM article_fts WHERE article_id = :id")
INSERT = {
    "sqlite": text("INSERT INTO article_fts (article_id, words) VALUES (:id, :words)"),
    "postgresql": text(
        "INSERT INTO article_fts (article_id, words) VALUES (:id, array_to_tsvector(string_to_array(:words, ' ')))"
    ),
}
MATCHES = {
    "sqlite": text("article_fts MATCH :asked"),
    "postgresql": text("words @@ CAST(:asked AS tsquery)"),
}


def words_of(value: str) -> list[str]:
    """The words of a text as they are indexed and asked for: case folded, without diacritics, ё as е."""
    if not value.isascii():
        value = unicodedata.normalize("NFKD", value.casefold())
        unseen = {ord(it): None for it in set(value) if unicodedata.category(it) in UNSEEN}
        value = value.translate(unseen)
    return [word[:LONGEST] for word in WORD.findall(value.casefold())]


def index(article: Article, body: str) -> None:
    """Make an article findable by its particulars and its text; in the transaction of the change."""
    words = prepare(article, body)
    db.session.execute(DELETE, {"id": article.id})
    db.session.execute(INSERT[_dialect()], {"id": article.id, "words": words})


def prepare(of: Article | ArticleDetails, body: str) -> str:
    """The words by which an article is found: of its particulars and its text."""
    return indexed(" ".join((of.title, of.publisher, of.byline, body)))


@ahead("finding the words of a text for the index")
def indexed(value: str) -> str:
    """The different words of a text, in the order of their first places, as far as the index has room."""
    return " ".join(_fitting(words_of(value)))


def missing() -> Select[int]:
    """The ids of articles that the index does not know, as after a migration that made it anew."""
    return select(Article.id).where(Article.id.not_in(select(FTS.c.article_id))).order_by(Article.id)


def matching(words: str) -> Select[int]:
    """The ids of articles in which every one of these words, or a longer one that begins so, occurs."""
    asked = list(dict.fromkeys(words_of(words)))[:MOST_WORDS]
    ids = select(FTS.c.article_id)
    if not asked:
        return ids.where(false())
    if _dialect() == "sqlite":
        question = " ".join(f'"{word}"*' for word in asked)
    else:
        question = " & ".join(f"'{word}':*" for word in asked)  # letters and digits only, so nothing to escape
    return ids.where(MATCHES[_dialect()].bindparams(asked=question))


def likely(words: str) -> list[int]:
    """The ids of the articles in which the rarest of these words meet, likeliest first, at most MOST_LIKELY.

    A word counts the more the fewer articles have it, or one that begins with the same letters (STEM of them).
    """
    stems = list(dict.fromkeys(word[:STEM] for word in words_of(words)))[:MOST_WORDS]
    count = db.session.scalar(select(func.count()).select_from(FTS)) or 0
    found = {stem: db.session.scalars(matching(stem).limit(MOST_KNOWN)).all() for stem in stems}
    rare = [ids for ids in found.values() if 0 < len(ids) <= max(MOST_LIKELY, count // 5)]
    scores: Counter[int] = Counter()
    for ids in rare or found.values():
        for article_id in ids:
            scores[article_id] += log(1 + count / len(ids))  # type: ignore[assignment]  # Counter adds floats as well
    return [it for it, _ in sorted(scores.items(), key=lambda row: (-row[1], -row[0]))[:MOST_LIKELY]]


def _fitting(words: list[str]) -> list[str]:
    different = list(dict.fromkeys(words))
    left = MOST_BYTES
    for count, word in enumerate(different):
        left -= len(word.encode())
        if left < 0:
            return different[:count]
    return different


def _dialect() -> str:
    return db.engine.dialect.name

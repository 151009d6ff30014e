"""Finding articles by words: FTS5 on SQLite, a text search vector on PostgreSQL; the same words find the same.

We part and fold the words ourselves, at both ends, so that neither database's own idea of a word matters.
A word is a run of letters and digits; it is found from its beginning.
"""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Select, column, false, select, table, text

from factcheck.articles.models import Article
from factcheck.db import db

FTS = table("article_fts", column("article_id"), column("words"))
WORD = re.compile(r"[^\W_]+")
UNSEEN = {"Mn", "Mc", "Me", "Cf"}  # marks that combine, and soft hyphens, zero-width blanks, directions
MOST_WORDS = 20  # of one question
LONGEST = 64  # code points of a word that count
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
    words = words_of(" ".join((article.title, article.publisher, article.byline, body)))
    db.session.execute(DELETE, {"id": article.id})
    db.session.execute(INSERT[_dialect()], {"id": article.id, "words": " ".join(_fitting(words))})


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


def _fitting(words: list[str]) -> list[str]:
    """The different words, in the order of their first places, as far as the index has room."""
    different = list(dict.fromkeys(words))
    left = MOST_BYTES
    for count, word in enumerate(different):
        left -= len(word.encode())
        if left < 0:
            return different[:count]
    return different


def _dialect() -> str:
    return db.engine.dialect.name

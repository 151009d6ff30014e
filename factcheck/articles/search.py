"""Finding articles by words: FTS5 on SQLite, a text search vector on PostgreSQL; the same words find the same."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Select, column, literal_column, select, table, text

from factcheck.articles.models import Article
from factcheck.db import db

FTS = table("article_fts", column("article_id"), column("words"))
WORD = re.compile(r"\w+")
MOST_WORDS = 20


def folded(value: str) -> str:
    """Text as it is indexed and asked for: case folded, without diacritics, ё as е."""
    decomposed = unicodedata.normalize("NFKD", value.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def index(article: Article, body: str) -> None:
    """Make an article findable by its particulars and its text; in the transaction of the change."""
    words = folded(" ".join((article.title, article.publisher, article.byline, body)))
    db.session.execute(text("DELETE FROM article_fts WHERE article_id = :id"), {"id": article.id})
    value = ":words" if _is_sqlite() else "to_tsvector('simple', :words)"
    query = f"INSERT INTO article_fts (article_id, words) VALUES (:id, {value})"  # noqa: S608 - two fixed strings
    db.session.execute(text(query), {"id": article.id, "words": words if _is_sqlite() else words[:500_000]})


def matching(words: str) -> Select[int]:
    """The ids of articles in which every one of these words, or a longer one that begins so, occurs."""
    asked = WORD.findall(folded(words))[:MOST_WORDS]
    ids = select(FTS.c.article_id)
    if not asked:
        return ids.where(literal_column("1") == literal_column("0"))
    if _is_sqlite():
        query = " ".join(f'"{word}"*' for word in asked)
        return ids.where(text("article_fts MATCH :asked").bindparams(asked=query))
    query = " & ".join(f"{word}:*" for word in asked)
    return ids.where(text("words @@ to_tsquery('simple', :asked)").bindparams(asked=query))


def _is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"

"""The search index of a table: FTS5 on SQLite, a text search vector on PostgreSQL; both only get words from here.

The index is updated in the flush that changes a row (`findable.py`). It also has the words in order, for phrases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    TableClause,
    TextClause,
    and_,
    bindparam,
    column,
    false,
    func,
    literal,
    select,
    table,
    text,
)

from factcheck.db import connection, db
from factcheck.db.prepared import execute
from factcheck.db.visibility import everything_visible
from factcheck.fulltext.questions import Question, Term, Word, question
from factcheck.fulltext.words import indexed

_MATCHES = {
    "sqlite": "{name} MATCH :{words}",
    "postgresql": "{name}.vector @@ CAST(:{words} AS tsquery)",
}
_INSERTS = {
    "sqlite": "INSERT INTO {name} (rowid, words) VALUES (:id, :words)",
    "postgresql": (
        "INSERT INTO {name} (rowid, words, vector)"
        " VALUES (:id, CAST(:words AS text), array_to_tsvector(string_to_array(CAST(:words AS text), ' ')))"
    ),
}


class Index:
    """The words of the rows of one table, by the primary keys of these rows."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.table: TableClause = table(name, column("rowid"), column("words", String))
        self.key = self.table.c.rowid

    def put(self, rows: Iterable[tuple[int, str]]) -> None:
        """Replace the words by which rows are found; the text is as returned by `indexed`."""
        values = [{"id": key, "words": words} for key, words in rows]
        if values:
            connection = db.session.connection()
            connection.execute(text(f"DELETE FROM {self.name} WHERE rowid = :id"), values)  # noqa: S608 - our own name
            connection.execute(self._insertion(_dialect()), values)

    def add(self, key: int, words: str) -> None:
        """Store the words by which a new row is found, as returned by `indexed`."""
        execute(connection(), self._insertion(_dialect()), {"id": key, "words": words})

    @cache  # noqa: B019 - an index is never dropped
    def _insertion(self, dialect: str) -> TextClause:
        return text(_INSERTS[dialect].format(name=self.name))

    def matching(self, words: str) -> Select[int]:
        """The keys of the rows that match a query, as parsed by `question`; none for a query without words."""
        return self.answering(question(words))

    def answering(self, parsed: Question) -> Select[int]:
        """The keys of the rows that have all terms and phrases."""
        return select(self.key).where(self.has(parsed))

    def has(self, parsed: Question) -> ColumnElement[bool]:
        """A condition on rows of the index: all terms and phrases. False for a query without words."""
        return self._has(*(bindparam(name, value, String) for name, value in self.values(parsed).items()))

    def shape(self, parsed: Question) -> int:
        """What changes the SQL of a query: the number of its values; 0 for one without words."""
        return len(self.values(parsed))

    def has_shape(self, shape: int) -> ColumnElement[bool]:
        """As `has`, for all queries of this shape: their words are bound as `values`."""
        return self._has(*(bindparam(self._name(place), type_=String) for place in range(shape)))

    def values(self, parsed: Question) -> dict[str, str]:
        """The values of the parameters of `has_shape`, by name."""
        words = [WRITERS[_dialect()](parsed.terms), *parsed.phrases] if parsed.terms else []
        return {self._name(place): value for place, value in enumerate(words)}

    def _has(self, *values: BindParameter[str]) -> ColumnElement[bool]:
        if not values:
            return false()
        matches = text(_MATCHES[_dialect()].format(name=self.name, words=self._name(0))).bindparams(values[0])
        return and_(matches, *map(self._has_phrase, values[1:]))

    def _name(self, place: int) -> str:
        return f"asked_{self.name}_{place}"

    def missing(self, keys: Any) -> Select[int]:
        """Of these keys, those that aren't in the index, for example after a migration that rebuilt it."""
        return select(keys).where(keys.not_in(select(self.key))).order_by(keys)

    def count(self) -> int:
        """The number of rows in the index."""
        return db.session.scalar(select(func.count()).select_from(self.table)) or 0

    def _has_phrase(self, phrase: ColumnElement[str]) -> ColumnElement[bool]:
        space, find = literal(" "), func.instr if _dialect() == "sqlite" else func.strpos
        return find(space.concat(self.table.c.words).concat(space), space.concat(phrase).concat(space)) > 0


def _fts5(terms: Iterable[Term]) -> str:
    """A query in the syntax of FTS5 (sqlite.org/fts5.html, 3); a word is letters and digits."""
    return " AND ".join(
        _either(term, " OR ", " AND ", lambda it: f'"{it.text}"{"" if it.is_whole else " *"}') for term in terms
    )


def _tsquery(terms: Iterable[Term]) -> str:
    """A query in the syntax of PostgreSQL (its documentation, 8.11.2)."""
    return " & ".join(
        _either(term, " | ", " & ", lambda it: f"'{it.text}'{'' if it.is_whole else ':*'}") for term in terms
    )


def _either(term: Term, either: str, both: str, write: Callable[[Word], str]) -> str:
    return f"({either.join(f'({both.join(map(write, words))})' for words in term)})"


WRITERS: dict[str, Callable[[Iterable[Term]], str]] = {"sqlite": _fts5, "postgresql": _tsquery}


@dataclass(frozen=True)
class Searched:
    """An index, all keys of its table, and a function that reads the searchable text of rows with these keys."""

    index: Index
    keys: Any
    texts: Callable[[list[int]], Iterable[tuple[int, str]]]
    batch: int = 500  # rows read at a time


SEARCHED: dict[str, Searched] = {}  # by name of the table; rooms add theirs


def add_searched(name: str, searched: Searched) -> None:
    """Register a table, so that rows missing from its index are added again."""
    SEARCHED[name] = searched


@everything_visible()
def index_missing() -> int:
    """Add all rows that are missing from the indexes; returns their number."""
    return sum(_fill(it) for it in SEARCHED.values())


def missing() -> Iterator[tuple[str, int]]:
    """The rows that are missing from the indexes: the name of the table, and the key of the row."""
    for name, searched in SEARCHED.items():
        for key in db.session.scalars(searched.index.missing(searched.keys)):
            yield name, key


def _fill(searched: Searched) -> int:
    keys = list(db.session.scalars(searched.index.missing(searched.keys)))
    for start in range(0, len(keys), searched.batch):
        searched.index.put([(key, indexed(text)) for key, text in searched.texts(keys[start : start + searched.batch])])
    return len(keys)


def _dialect() -> str:
    return db.engine.dialect.name

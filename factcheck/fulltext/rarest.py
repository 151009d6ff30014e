"""The rows of an index that have the rarest words of a text: the likeliest to say the same."""

from __future__ import annotations

from collections import Counter
from math import log

from sqlalchemy import Select

from factcheck.db import db
from factcheck.fulltext.index import Index
from factcheck.fulltext.questions import Question, Word
from factcheck.fulltext.words import words_of

MOST_WORDS = 20  # words of a text that are looked for
STEM = 5  # letters of a word that must agree, because its ending may differ
MOST_ROWS = 5_000  # rows per word that are counted


def stems(words: str) -> list[str]:
    """The beginnings of the different words of a text, in order."""
    return list(dict.fromkeys(word[:STEM] for word in words_of(words)))


def likeliest(index: Index, words: str, most: int, most_rows: int = MOST_ROWS) -> list[int]:
    """The keys of the rows that have the rarest of these words, most likely first, at most `most`.

    A word has more weight the fewer rows have it, or another word with the same first letters (STEM of them). Of each
    word at most `most_rows` rows are counted.
    """
    count = index.count()
    if not count:
        return []
    found = {
        stem: db.session.scalars(_beginning(index, stem).limit(most_rows)).all() for stem in stems(words)[:MOST_WORDS]
    }
    rare = [keys for keys in found.values() if 0 < len(keys) <= max(most, count // 5)]
    scores: Counter[int] = Counter()
    for keys in rare or found.values():
        for key in keys:
            scores[key] += log(1 + count / len(keys))  # type: ignore[assignment]  # Counter adds floats as well
    return [it for it, _ in sorted(scores.items(), key=lambda row: (-row[1], -row[0]))[:most]]


def _beginning(index: Index, stem: str) -> Select[int]:
    return index.answering(Question((((Word(stem),),),), ()))

"""The table of docs/searching.md: texts in many scripts, and the queries that find them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from factcheck.fulltext.questions import Question, Word, question
from factcheck.fulltext.words import indexed

PAGE = Path(__file__).parents[2] / "docs/searching.md"
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


class Row(NamedTuple):
    """A text, queries that must find it, and queries that must not."""

    language: str
    text: str
    found_by: list[str]
    not_found_by: list[str]


def rows() -> list[Row]:
    """The rows of the table."""
    section = PAGE.read_text().partition("## What finds what")[2].partition("\n## ")[0]
    cells = [found.groups() for found in ROW.finditer(section)][1:]
    return [Row(name, text.replace("⏎", "\n"), *(it.split(" · ") for it in asked)) for name, text, *asked in cells]


def answers(text: str, asked: str) -> bool:
    """Whether a query finds a text, by the rules of the index and without a database."""
    return has(question(asked), indexed(text))


def has(asked: Question, words: str) -> bool:
    """Whether indexed words have all terms and phrases."""
    known = set(words.split())

    def occurs(word: Word) -> bool:
        return word.text in known if word.is_whole else any(it.startswith(word.text) for it in known)

    terms = all(any(all(map(occurs, every)) for every in term) for term in asked.terms)
    return bool(asked.terms) and terms and all(f" {phrase} " in f" {words} " for phrase in asked.phrases)

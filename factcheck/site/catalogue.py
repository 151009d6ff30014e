"""All published verdicts as readers may filter and search them, read from their approved snapshots.

Each process keeps them in memory, about 2 KB for each, and reads them again after something was published, withdrawn
or taken down. So a page of the index asks the database only for that, and for the rows it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from flask import current_app

from factcheck.documents.languages import named
from factcheck.exports.queries import Published, published, state
from factcheck.fulltext.findable import joined
from factcheck.fulltext.questions import Question, Word, question
from factcheck.fulltext.words import indexed
from factcheck.i18n.labels import label

EXTENSION = "factcheck.site.catalogue"
WITHDRAWN = "withdrawn"
MAX_CHOICES = 200  # claimants and tags offered, those with most verdicts


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """What is filtered and searched of a verdict. Of a withdrawn one, the rating is the word WITHDRAWN."""

    edition_id: int
    changed_at: datetime
    rating: str
    rating_name: str
    position: int | None  # on the number line
    claimant: str
    language: str
    tags: tuple[str, ...]
    words: str  # as `indexed` has them, between spaces


class CheckFilter(NamedTuple):
    """What a reader asks for; an empty value asks for everything."""

    q: str = ""
    rating: str = ""
    claimant: str = ""
    language: str = ""
    tag: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> CheckFilter:
        """The filter that an address has."""
        return cls(*(arguments.get(name, "").strip() for name in cls._fields))

    @property
    def arguments(self) -> dict[str, str]:
        """What an address has to say to be read as this filter."""
        return {name: value for name, value in self._asdict().items() if value}

    def matches(self, entry: CheckEntry, query: Question) -> bool:
        """Whether an entry has all that is asked for; `query` is `q`, parsed."""
        chosen = ((self.rating, entry.rating), (self.claimant, entry.claimant), (self.language, entry.language))
        is_chosen = all(value in ("", own) for value, own in chosen) and (not self.tag or self.tag in entry.tags)
        return is_chosen and (not self.q or has_words(entry.words, query))


class Choice(NamedTuple):
    """A value of a filter, its name, and how many verdicts have it."""

    value: str
    name: str
    total: int


def catalogue() -> Sequence[CheckEntry]:
    """All published verdicts, what readers heard last first; withdrawn ones too."""
    now = state()
    entries: Sequence[CheckEntry]
    kept_state, entries = current_app.extensions.get(EXTENSION, (None, ()))
    if kept_state != now:
        entries = tuple(map(_entry, published(with_withdrawn=True)))
        current_app.extensions[EXTENSION] = now, entries
    return entries


def filtered(entries: Iterable[CheckEntry], chosen: CheckFilter) -> list[CheckEntry]:
    """The entries that a reader asks for, in the same order."""
    asked = question(chosen.q)
    return [entry for entry in entries if chosen.matches(entry, asked)]


def has_words(words: str, query: Question) -> bool:
    """Whether indexed words answer a question: all its terms and phrases; none of a question without words."""
    terms = all(any(all(_is_in(word, words) for word in either) for either in term) for term in query.terms)
    return bool(query.terms) and terms and all(f" {phrase} " in words for phrase in query.phrases)


def choices(entries: Sequence[CheckEntry]) -> dict[str, list[Choice]]:
    """The values that the filters offer: ratings from true to false, the others by name."""
    ratings = {entry.rating: (entry.position is None, -(entry.position or 0), entry.rating_name) for entry in entries}
    names = {entry.rating: entry.rating_name for entry in entries}
    counts = Counter(entry.rating for entry in entries)
    claimants = Counter(entry.claimant for entry in entries if entry.claimant).most_common(MAX_CHOICES)
    tags = Counter(tag for entry in entries for tag in entry.tags).most_common(MAX_CHOICES)
    languages = Counter(entry.language for entry in entries if entry.language)
    return {
        "rating": [Choice(key, names[key], counts[key]) for key in sorted(ratings, key=lambda key: ratings[key])],
        "claimant": sorted((Choice(name, name, count) for name, count in claimants), key=_by_name),
        "tag": sorted((Choice(tag, tag, total) for tag, total in tags), key=_by_name),
        "language": sorted((Choice(tag, named(tag), count) for tag, count in languages.items()), key=_by_name),
    }


def _by_name(choice: Choice) -> str:
    return choice.name.casefold()


def _is_in(word: Word, words: str) -> bool:
    return f" {word.text}{' ' if word.is_whole else ''}" in words


def _entry(item: Published) -> CheckEntry:
    record, claimant = item.record, item.record.claimant.name if item.record.claimant else ""
    rating = (record.rating.key, record.rating.name, record.rating.position)
    if item.withdrawn_at:
        rating = (WITHDRAWN, label(WITHDRAWN), None)
    texts = (record.headline, record.summary, record.statement, record.quoted, claimant, *record.tags)
    words = f" {indexed(joined(*texts))} "
    return CheckEntry(item.edition_id, item.changed_at, *rating, claimant, item.language, record.tags, words)

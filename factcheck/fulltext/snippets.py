"""Excerpts of a text around the words of a query, and whether a text has them (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

import regex

from factcheck.fulltext.folding import fold
from factcheck.fulltext.questions import Question
from factcheck.fulltext.words import compounds, indexed, signs, words_of

LENGTH = 160  # code points of an excerpt
BEFORE = 50  # code points of it before the first hit
MAX_READ = 100_000  # code points of a text that are read for the first hit
FIRST_UNSPACED = "\u0e00"  # Thai; scripts without spaces come after it
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*")


class Snippet(NamedTuple):
    """A piece of an excerpt; a hit is a word of the query."""

    text: str
    is_hit: bool


def matches(text: str, query: Question) -> bool:
    """Whether a text has all terms and phrases of a query, as the index would say; false for one without words."""
    words = indexed(text).split()
    in_order = f" {' '.join(words)} "
    return (
        bool(query.terms)
        and all(
            any(all(_has(words, word.text, word.is_whole) for word in words_together) for words_together in term)
            for term in query.terms
        )
        and all(f" {phrase} " in in_order for phrase in query.phrases)
    )


def excerpt_of(text: str, query: Question, length: int = LENGTH) -> list[Snippet]:
    """At most `length` code points of a text around its first hit, in pieces; its beginning if it has none."""
    wanted = _wanted(query)
    first = next(_hits(text[:MAX_READ], wanted), (0, 0))[0]
    start = _start(text, first) if len(text) > length and first > BEFORE else 0
    end = len(text)
    if end - start > length:
        blank = text.rfind(" ", start + length // 2, start + length)
        end = blank if blank > 0 else start + length
    begun, ended = [Snippet("…", False)] if start else [], [Snippet("…", False)] if end < len(text) else []
    return [*begun, *_pieces(" ".join(text[start:end].split()), wanted), *ended]


def _start(text: str, first: int) -> int:
    """The beginning of a word a little before the first hit."""
    blank = text.find(" ", first - BEFORE, first)
    return blank + 1 if blank >= 0 else first - BEFORE


def _has(words: list[str], wanted: str, is_whole: bool) -> bool:
    return wanted in words if is_whole else any(word.startswith(wanted) for word in words)


class _Wanted(NamedTuple):
    """What to mark: whole words, beginnings of words, and words of a script without spaces in their order."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]
    sequences: tuple[tuple[str, ...], ...]


def _wanted(query: Question) -> _Wanted:
    words = [word for term in query.terms for together in term for word in together]
    phrases = tuple(tuple(phrase.split()) for phrase in query.phrases)
    in_phrases = {word for phrase in phrases for word in phrase}
    whole = frozenset(word.text for word in words if word.is_whole)
    single = tuple((word,) for word in whole if word not in in_phrases)
    return _Wanted(whole, tuple(word.text for word in words if not word.is_whole), (*phrases, *single))


def _pieces(text: str, wanted: _Wanted) -> Iterator[Snippet]:
    end = 0
    for start, stop in _hits(text, wanted):
        if start > end:
            yield Snippet(text[end:start], False)
        yield Snippet(text[start:stop], True)
        end = stop
    if end < len(text):
        yield Snippet(text[end:], False)


def _hits(text: str, wanted: _Wanted) -> Iterator[tuple[int, int]]:
    """Where the words of a query are in a text, in code points."""
    for found in _WORD.finditer(text):
        if _is_run(found[0]):
            yield from _hits_in_run(found[0], found.start(), wanted)
        else:
            words = [found[0].lower()] if found[0].isascii() and found[0].isalnum() else _folded(found[0])
            if any(word in wanted.whole or word.startswith(wanted.beginnings) for word in words):
                yield found.span()


def _is_run(word: str) -> bool:
    """Whether a word is a run of signs in a script without spaces."""
    return word[0] >= FIRST_UNSPACED and any(compound.is_run for compound in compounds(fold(word)))


def _folded(word: str) -> list[str]:
    return [*words_of(word), *indexed(word).split()]


def _hits_in_run(run: str, offset: int, wanted: _Wanted) -> Iterator[tuple[int, int]]:
    """Hits in a script without spaces, whose words are pairs of neighbouring signs."""
    found = signs(run)
    starts = list(accumulate(map(len, found), initial=offset))
    keys = tuple(_key(one + other) for one, other in pairwise(found))
    place = 0
    while place < len(found):
        size = max((len(it) + 1 for it in wanted.sequences if keys[place : place + len(it)] == it), default=0)
        size = size or int(_key(found[place]) in wanted.beginnings)
        if size:
            yield starts[place], starts[place + size]
        place += size or 1


def _key(found: str) -> str:
    """The first word that the index has of a sign or a pair of signs."""
    return next(iter(words_of(found)), "")

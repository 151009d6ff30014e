"""A quote as a person writes it, taken apart: ellipses, and own words in square brackets (pure)."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import regex

from factcheck.textdiff.alignment import tokens

RIMS = " \t\n\"'“”„‟‘’‚‛«»‹›`´「」『』〈〉《》"  # what people put around a quote
DOTS = r"(?:[…⋯]+|\.(?:\s?\.){2,}|。{3,})"
ELLIPSIS = regex.compile(rf"\s*[-–—]?\s*(?:[\[(（［]\s*{DOTS}\s*[\])）］]|{DOTS})\s*[-–—]?\s*")
SPACED = r"[\p{L}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]"  # of words between blanks
LETTERS = regex.compile(
    rf"(?<!{SPACED})[\[［]({SPACED}{{1,2}})[\]］](?={SPACED})|(?<={SPACED})[\[［]({SPACED}{{1,4}})[\]］]",
    regex.VERSION1,
)
ASIDE = regex.compile(r"[\[［【〔][^\[\]［］【】〔〕]*[\]］】〕]|[(（][^()（）]*[)）]")
CODE = regex.compile(rf"[^\s\p{{Han}}][\[(]\s*{DOTS}\s*[\])]")  # as in “call(...)”
MOST_REPEATED = 3  # words that are written twice by mistake


class ParsedQuote(NamedTuple):
    """A quote taken apart: its keys, and before which of them it says that words are left out."""

    keys: list[str]
    elided: frozenset[int]

    def pieces(self) -> list[range]:
        """The runs of keys between what is left out."""
        cuts = [0, *sorted(self.elided), len(self.keys)]
        return [range(start, stop) for start, stop in pairwise(cuts)]


def readings(quote: str, joined: str) -> list[ParsedQuote]:
    """The ways to read it, without ellipses: words in brackets as the asker's own, and as said in the text.

    `joined` are all keys of the text; what it has in brackets itself is never the asker's. Single letters in brackets
    belong to their words: “[T]he”, “close[d]”.
    """
    plain = " ".join(quote.split()).strip(RIMS)  # single blanks: the patterns try each of them
    whole = LETTERS.sub(lambda it: it[1] or it[2], plain).strip(RIMS)
    parts = ELLIPSIS.split(whole)
    own = {it for part in parts for it in ASIDE.findall(part) if "".join(tokens(it).keys) not in joined}
    found = [_parted(parts)]
    if own:
        aside = regex.compile("|".join(map(regex.escape, own)))
        found.insert(0, _parted([piece for part in parts for piece in aside.split(part)]))
    return [it for it in found if it.keys]


def is_code(quote: str) -> bool:
    """Whether dots in brackets stand close after a word."""
    return CODE.search(quote) is not None


def _parted(pieces: list[str]) -> ParsedQuote:
    keys: list[str] = []
    elided = set()
    for index, piece in enumerate(pieces):
        if keys:
            elided.add(len(keys))
        said = tokens(piece.strip(RIMS)).keys
        while index < len(pieces) - 1 and said and not said[-1][0].isalnum():
            said.pop()  # a sign before an ellipsis may be the asker's
        keys += said
    return ParsedQuote(keys, frozenset(elided - {len(keys)}))


def unrepeated(quote: ParsedQuote, lettered: str) -> ParsedQuote:
    """The same without words written twice in a row; `lettered`, all words of the text joined, never has them so."""
    words = [at for at, it in enumerate(quote.keys) if it[0].isalnum()]
    said = [quote.keys[at] for at in words]
    if len(set(said)) == len(said):
        return quote
    dropped: set[int] = set()
    at = 0
    while at < len(words):
        size = next((it for it in range(MOST_REPEATED, 0, -1) if _is_twice(said, at, it, lettered)), 0)
        again = range(words[at + size - 1] + 1, words[at + 2 * size - 1] + 1) if size else range(0)
        if not quote.elided.isdisjoint(again):
            again = range(0)
        dropped.update(again)
        at += max(1, size)
    keys = [it for place, it in enumerate(quote.keys) if place not in dropped]
    before = {place: place - sum(it < place for it in dropped) for place in quote.elided}
    return ParsedQuote(keys, frozenset(before.values()))


def _is_twice(said: list[str], at: int, size: int, lettered: str) -> bool:
    run = said[at : at + size]
    return run == said[at + size : at + 2 * size] and "".join(run + run) not in lettered

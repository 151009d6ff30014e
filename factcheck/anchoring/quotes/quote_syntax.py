"""A quote as a person writes it, parsed: ellipses, and inserted words in square brackets (pure)."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import regex

from factcheck.anchoring.scoring import MAX_REPEATED_WORDS
from factcheck.textdiff.alignment import tokens

RIMS = " \t\n\"'“”„‟‘’‚‛«»‹›`´「」『』〈〉《》"  # what people put around a quote
DOTS = r"(?:[…⋯]+|\.(?:\s?\.){2,}|。{3,})"
ELLIPSIS = regex.compile(rf"\s*[-–—]?\s*(?:[\[(（［]\s*{DOTS}\s*[\])）］]|{DOTS})\s*[-–—]?\s*")
SPACED = r"[\p{L}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]"  # of words between spaces
LETTERS = regex.compile(
    rf"(?<!{SPACED})[\[［]({SPACED}{{1,2}})[\]］](?={SPACED})|(?<={SPACED})[\[［]({SPACED}{{1,4}})[\]］]",
    regex.VERSION1,
)
ASIDE = regex.compile(r"[\[［【〔][^\[\]［］【】〔〕]*[\]］】〕]|[(（][^()（）]*[)）]")
CODE = regex.compile(rf"[^\s\p{{Han}}][\[(]\s*{DOTS}\s*[\])]")  # as in “call(...)”


class ParsedQuote(NamedTuple):
    """A parsed quote: its keys, and those of them that follow an ellipsis."""

    keys: list[str]
    elided: frozenset[int]

    def pieces(self) -> list[range]:
        """The runs of keys between ellipses."""
        cuts = [0, *sorted(self.elided), len(self.keys)]
        return [range(start, stop) for start, stop in pairwise(cuts)]


def readings(quote: str, joined: str) -> list[ParsedQuote]:
    """Each way to read the quote: with words in brackets as inserted, and as part of the text.

    `joined` has all keys of the text. What is in brackets there was not inserted. Single letters in brackets belong to
    their words: “[T]he”, “close[d]”.
    """
    plain = " ".join(quote.split()).strip(RIMS)  # single spaces: the patterns try each of them
    whole = LETTERS.sub(lambda it: it[1] or it[2], plain).strip(RIMS)
    parts = ELLIPSIS.split(whole)
    own = {it for part in parts for it in ASIDE.findall(part) if "".join(tokens(it).keys) not in joined}
    found = [_split(parts)]
    if own:
        aside = regex.compile("|".join(map(regex.escape, own)))
        found.insert(0, _split([piece for part in parts for piece in aside.split(part)]))
    return [it for it in found if it.keys]


def is_code(quote: str) -> bool:
    """Whether dots in brackets directly follow a word."""
    return CODE.search(quote) is not None


def _split(pieces: list[str]) -> ParsedQuote:
    keys: list[str] = []
    elided = set()
    for index, piece in enumerate(pieces):
        if keys:
            elided.add(len(keys))
        piece_keys = tokens(piece.strip(RIMS)).keys
        while index < len(pieces) - 1 and piece_keys and not piece_keys[-1][0].isalnum():
            piece_keys.pop()  # a sign before an ellipsis may belong to the ellipsis
        keys += piece_keys
    return ParsedQuote(keys, frozenset(elided - {len(keys)}))


def unrepeated(quote: ParsedQuote, lettered: str) -> ParsedQuote:
    """The quote without words repeated in a row, unless `lettered`, all words of the text joined, repeats them too."""
    words = [at for at, it in enumerate(quote.keys) if it[0].isalnum()]
    words_said = [quote.keys[at] for at in words]
    if len(set(words_said)) == len(words_said):
        return quote
    dropped: set[int] = set()
    at = 0
    while at < len(words):
        size = next((it for it in range(MAX_REPEATED_WORDS, 0, -1) if _is_twice(words_said, at, it, lettered)), 0)
        again = range(words[at + size - 1] + 1, words[at + 2 * size - 1] + 1) if size else range(0)
        if not quote.elided.isdisjoint(again):
            again = range(0)
        dropped.update(again)
        at += max(1, size)
    keys = [it for place, it in enumerate(quote.keys) if place not in dropped]
    before = {place: place - sum(it < place for it in dropped) for place in quote.elided}
    return ParsedQuote(keys, frozenset(before.values()))


def _is_twice(words: list[str], at: int, size: int, lettered: str) -> bool:
    run = words[at : at + size]
    return run == words[at + size : at + 2 * size] and "".join(run + run) not in lettered

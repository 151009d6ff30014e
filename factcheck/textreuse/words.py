"""The words of a text that are compared (pure): long words and numbers outside quotations, by their beginnings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import regex

MIN_LETTERS = 4  # of a word that is compared: shorter ones are articles, prepositions and the like
STEM = 6  # letters that must agree, because endings differ
LONGEST_QUOTATION = 1_500  # code points between quotation marks

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(rf"[{_UNSPACED}]|[[\p{{L}}\p{{N}}\p{{M}}]--[{_UNSPACED}]]+", regex.V1)
_ONE_SIGN = regex.compile(rf"[{_UNSPACED}]")
_QUOTED = regex.compile(
    "|".join(
        rf"{opening}[^{opening}{closing}\n]{{1,{LONGEST_QUOTATION}}}{closing}"
        for opening, closing in (
            ("“", "”"),
            ("„", "[“”]"),
            ("«", "»"),
            ("»", "«"),
            ("”", "”"),
            ("「", "」"),
            ('"', '"'),
        )
    ).replace("[^„[“”]", "[^„“”")
)


class ComparedWord(NamedTuple):
    """A word: the hash of its beginning, and where it is in the text, in code points, end exclusive."""

    key: int
    start: int
    end: int


def compared_words(text: str) -> list[ComparedWord]:
    """The words of a text that are compared, in order."""
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    return [ComparedWord(_key(word), start, end) for word, start, end in _outside(text, quoted) if _is_compared(word)]


def _outside(text: str, quoted: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    at = 0
    for first, last in [*quoted, (len(text), len(text))]:
        for found in _WORD.finditer(text, at, first):
            yield found[0], found.start(), found.end()
        at = last


@lru_cache(100_000)
def _is_compared(word: str) -> bool:
    return len(word) >= MIN_LETTERS or word[0].isdigit() or bool(_ONE_SIGN.match(word))


@lru_cache(100_000)
def _key(word: str) -> int:
    return crc32(word.casefold().replace("ё", "е")[:STEM].encode())

"""How much information a word carries, in any script (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from factcheck.anchoring.scoring import (
    COMMON_WORD_WEIGHT,
    LETTER_WEIGHT,
    MIN_COMMON_WORDS,
    PUNCTUATION_WEIGHT,
    RARITY_WEIGHT,
    SHORT_WORD_WEIGHT,
    TELLING_LETTERS,
    UNSPACED_CHARACTER_LETTERS,
    UNSPACED_CHARACTER_WORDS,
)

FIRST_UNSPACED = "\u0e00"  # Thai, and with it all scripts in which a single character is a token


def word_weight(key: str, occurrences: int, size: int) -> float:
    """The weight of a word that occurs so often in a text of `size` tokens: rare and long words weigh most."""
    if not key[0].isalnum():
        return PUNCTUATION_WEIGHT
    rarity = log((size + 1) / (occurrences + 1)) / log(size + 2)
    letters = min(1.0, SHORT_WORD_WEIGHT + LETTER_WEIGHT * len(key))
    letters += max(0, len(key) - TELLING_LETTERS) / TELLING_LETTERS
    return (COMMON_WORD_WEIGHT + RARITY_WEIGHT * rarity) * letters


def letters_of(key: str) -> int:
    """The number of letters of a word. A character that is a token on its own counts as several letters."""
    return UNSPACED_CHARACTER_LETTERS if len(key) == 1 and key >= FIRST_UNSPACED and key.isalnum() else len(key)


def letters_in(keys: Sequence[str]) -> int:
    """The total number of letters of some words."""
    return sum(map(letters_of, keys))


def are_few(found: Sequence[str], mark: Sequence[str], place: Sequence[str]) -> bool:
    """Whether the words found of a mark are common ones: at most two, less than half of it, and next to new words."""
    words = _words(found)
    return words < min(MIN_COMMON_WORDS, _words(mark) / 2) and words < _words(place)


def _words(keys: Sequence[str]) -> float:
    """The number of words; a character of a script without spaces is half a word."""
    return sum(
        UNSPACED_CHARACTER_WORDS if len(it) == 1 and it >= FIRST_UNSPACED else 1 for it in keys if it[0].isalnum()
    )

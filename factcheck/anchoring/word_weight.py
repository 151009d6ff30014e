"""What a word tells, whatever its script (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.anchoring.scoring import MIN_COMMON_WORDS, UNSPACED_CHARACTER_LETTERS

FIRST_UNSPACED = "\u0e00"  # Thai, and with it all scripts of which a single character is a token


def letters_of(key: str) -> int:
    """How many letters a word has; a character that is a token by itself tells as much as some letters."""
    return UNSPACED_CHARACTER_LETTERS if len(key) == 1 and key >= FIRST_UNSPACED and key.isalnum() else len(key)


def letters_in(keys: Sequence[str]) -> int:
    """How many letters words have together."""
    return sum(map(letters_of, keys))


def are_few(found: Sequence[str], mark: Sequence[str], place: Sequence[str]) -> bool:
    """Whether words of a mark were found that anybody says: two at most, less than half of it, and beside new ones."""
    words = _words(found)
    return words < min(MIN_COMMON_WORDS, _words(mark) / 2) and words < _words(place)


def _words(keys: Sequence[str]) -> float:
    """How many words; characters of scripts that do not part words are half of one."""
    return sum(0.5 if len(it) == 1 and it >= FIRST_UNSPACED else 1 for it in keys if it[0].isalnum())

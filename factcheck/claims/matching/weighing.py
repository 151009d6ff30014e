"""What a word tells, whatever its script (pure)."""

from __future__ import annotations

from factcheck.claims.matching.limits import UNSPACED

FIRST_UNSPACED = "\u0e00"  # Thai, and with it all scripts of which a single character is a token


def letters_of(key: str) -> int:
    """How many letters a word has; a character that is a token by itself tells as much as some letters."""
    return UNSPACED if len(key) == 1 and key >= FIRST_UNSPACED and key.isalnum() else len(key)

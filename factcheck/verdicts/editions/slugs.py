"""Public addresses: short, plain, made once (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import regex
from anyascii import anyascii

LONGEST = 80  # characters of the words
SHORTEST = 3
APOSTROPHES = regex.compile(r"(?<=\p{L})[’ʼ`´‘](?=\p{L})")  # inside a word they don't separate anything
APART = regex.compile(
    r"[\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}]"
)  # characters that are syllables or more, without spaces between them


def slug(headline: str) -> str:
    """The headline in lower-case ASCII with hyphens, from any script (AnyAscii), cut at a word.

    Empty if fewer than three characters are left.
    """
    text = APART.sub(lambda found: f" {anyascii(found[0])} ", APOSTROPHES.sub("", headline))
    plain = anyascii(text.replace("_", " ").replace("'", " ")).lower().replace("'", "")
    words = regex.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > LONGEST:
        cut = words[: LONGEST + 1].rpartition("-")[0]
        words = cut or words[:LONGEST]
    return words if len(words) >= SHORTEST else ""


def candidates(headline: str, claim_id: int) -> Iterator[str]:
    """Addresses for a verdict, best first: its words, then with the number of the claim, then with one more."""
    words = slug(headline)
    if words:
        yield words
    numbered = f"{words or 'claim'}-{claim_id}"
    yield numbered
    yield from (f"{numbered}-{number}" for number in count(2))

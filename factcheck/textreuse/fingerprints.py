"""Fingerprints of a text (pure): hashes of groups of words in any order, and the selection that is stored."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.textreuse.words import ComparedWord

GROUP = 3  # adjacent compared words of one hash
WINDOW = (
    4  # hashes of which one is selected: two texts that share GROUP + WINDOW - 1 words in a row share a selected one
)
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_BITS = (1 << 63) - 1  # a signed integer of either database


def hashes(words: Sequence[ComparedWord]) -> list[int]:
    """The hash of each group of adjacent words, in order; the order of the words within a group makes no difference."""
    keys = [word.key for word in words]
    return [_mixed(sorted(keys[at : at + GROUP])) for at in range(len(keys) - GROUP + 1)]


def _mixed(keys: list[int]) -> int:
    mixed = 0
    for key, factor in zip(keys, _FACTORS, strict=True):
        mixed = (mixed ^ (key * factor)) * 0xFF51AFD7ED558CCD & _BITS
        mixed ^= mixed >> 29
    return mixed


def winnowed(values: Sequence[int]) -> set[int]:
    """The smallest hash of each window of WINDOW hashes (Schleimer, Wilkerson and Aiken 2003)."""
    return {min(values[at : at + WINDOW]) for at in range(max(1, len(values) - WINDOW + 1))} if values else set()

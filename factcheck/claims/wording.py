"""What became of quoted words, compared with the words that were marked (pure)."""

from __future__ import annotations

from factcheck.claims.selectors import Change
from factcheck.textdiff.alignment import tokens


def change_of(quote: str, words: str | None, *, is_moved: bool = False) -> Change:
    """What a person must be told of `words` that stand for `quote`; None is that they stand nowhere."""
    if words is None:
        return Change.REMOVED
    if words == quote:
        return Change.MOVED if is_moved else Change.UNCHANGED
    return Change.TYPOGRAPHY if tokens(words).keys == tokens(quote).keys else Change.REWORDED

"""Quotes as entered, and selectors as stored (W3C Web Annotation: text quote and text position)."""

from __future__ import annotations

import enum
from typing import NamedTuple

from factcheck.anchoring.graphemes import widen
from factcheck.anchoring.scoring import CONTEXT, MAX_CONTEXT
from factcheck.textdiff.alignment import tokens


class Quote(NamedTuple):
    """A quote as entered; `hint` is its assumed start in code points."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    hint: int | None = None


class Selector(NamedTuple):
    """A quote of one text: `text[start:end] == exact`, in code points, end exclusive."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


class State(enum.StrEnum):
    """How far a place may be trusted: `look` asks a person."""

    CONFIDENT = "confident"
    UNCERTAIN = "uncertain"


class WordingChange(enum.StrEnum):
    """What happened to a quote in another version of its text."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    TYPOGRAPHY = "typography"  # the same words with other punctuation or typography
    REWORDED = "reworded"
    REMOVED = "removed"


class Found(NamedTuple):
    """A passage of a text, in code points, end exclusive, with a score from 0 to 1 (1: identical)."""

    start: int
    end: int
    score: float
    state: State
    change: WordingChange = WordingChange.UNCHANGED


def select(text: str, start: int, end: int) -> Selector:
    """The selector of `text[start:end]`, widened to whole characters (anchoring/graphemes.py).

    Its context grows until it is unique in the text, if that is possible.
    """
    start, end = widen(text, start, end)
    size = CONTEXT
    while True:
        before, after = max(0, start - size), min(len(text), end + size)
        whole = text[before:after]
        is_unique = text.find(whole, text.find(whole) + 1) == -1
        if is_unique or size >= MAX_CONTEXT or (before == 0 and after == len(text)):
            return Selector(text[start:end], text[before:start], text[end:after], start, end)
        size *= 2


def change_of(quote: str, words: str | None, *, is_moved: bool = False) -> WordingChange:
    """What changed between `quote` and `words`, the passage that corresponds to it; None if it was removed."""
    if words is None:
        return WordingChange.REMOVED
    if words == quote:
        return WordingChange.MOVED if is_moved else WordingChange.UNCHANGED
    return WordingChange.TYPOGRAPHY if tokens(words).keys == tokens(quote).keys else WordingChange.REWORDED

"""Quotes as they are asked for, and selectors as they are stored (W3C Web Annotation, text quote and position)."""

from __future__ import annotations

import enum
from typing import NamedTuple

from factcheck.anchoring.graphemes import widen
from factcheck.textdiff.alignment import tokens

CONTEXT = 32  # code points of context on each side, to begin with
MOST_CONTEXT = 256
MAX_QUOTE = 5_000  # code points


class Quote(NamedTuple):
    """Words somebody points at; `hint` is where they believe the words begin, in code points."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    hint: int | None = None


class Selector(NamedTuple):
    """Words of one text: `text[start:end] == exact`, in code points, end exclusive."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


class State(enum.StrEnum):
    """How far a place may be trusted: `look` asks a person."""

    SURE = "sure"
    LOOK = "look"


class WordingChange(enum.StrEnum):
    """What became of words in another version of their text."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    TYPOGRAPHY = "typography"  # the same words in other signs
    REWORDED = "reworded"
    REMOVED = "removed"


class Found(NamedTuple):
    """A place in a text, in code points, end exclusive, with a score from 0 to 1 (1 is the very words)."""

    start: int
    end: int
    score: float
    state: State
    change: WordingChange = WordingChange.UNCHANGED


def select(text: str, start: int, end: int) -> Selector:
    """The selector of `text[start:end]`, widened to whole characters (anchoring/graphemes.py).

    Its context is grown until it is unique in the text, where that is possible.
    """
    start, end = widen(text, start, end)
    size = CONTEXT
    while True:
        before, after = max(0, start - size), min(len(text), end + size)
        whole = text[before:after]
        is_unique = text.find(whole, text.find(whole) + 1) == -1
        if is_unique or size >= MOST_CONTEXT or (before == 0 and after == len(text)):
            return Selector(text[start:end], text[before:start], text[end:after], start, end)
        size *= 2


def change_of(quote: str, words: str | None, *, is_moved: bool = False) -> WordingChange:
    """What a person must be told of `words` that stand for `quote`; None is that they stand nowhere."""
    if words is None:
        return WordingChange.REMOVED
    if words == quote:
        return WordingChange.MOVED if is_moved else WordingChange.UNCHANGED
    return WordingChange.TYPOGRAPHY if tokens(words).keys == tokens(quote).keys else WordingChange.REWORDED

"""Two texts as one sequence of runs: what is the same, what was removed, what was added (pure).

Same and removed runs are exactly the old text, same and added runs the new one. Words that differ only in typography or
case are paired and shown as changed.
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterator
from itertools import groupby, takewhile
from typing import NamedTuple

from factcheck.textdiff.alignment import align, tokens

JOINED = {"Mn", "Mc", "Me", "Cf"}  # categories of characters that belong to the preceding one
JOINER = "\u200d"


class RunKind(enum.StrEnum):
    """The kind of a run; of a paragraph also MOVED and CHANGED."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    MOVED_AWAY = "moved-away"
    MOVED_HERE = "moved-here"
    CHANGED = "changed"


class Run(NamedTuple):
    """Characters that are the same, removed or added."""

    change: RunKind
    text: str


def runs(old: str, new: str) -> list[Run]:
    """Both texts as one sequence of runs, removed ones before added ones."""
    before, after = tokens(old), tokens(new)
    pieces: list[Run] = []
    one = other = 0
    for index, partner in enumerate(align(before, after)):
        if partner >= 0:
            start, begin = before.starts[index], after.starts[partner]
            pieces += _between(old[one:start], new[other:begin])
            one, other = before.ends[index], after.ends[partner]
            pieces += _between(old[start:one], new[begin:other])
    pieces += _between(old[one:], new[other:])
    grouped = groupby(pieces, key=lambda run: run.change)
    return [Run(change, "".join([run.text for run in some])) for change, some in grouped]


def _between(old: str, new: str) -> Iterator[Run]:
    """The runs between two pairs of words; a common start or end, in whole words and breaks, is the same."""
    left = _common(old, new, at_end=False)
    right = _common(old[left:], new[left:], at_end=True)
    for change, text in (
        (RunKind.SAME, old[:left]),
        (RunKind.REMOVED, old[left : len(old) - right]),
        (RunKind.ADDED, new[left : len(new) - right]),
        (RunKind.SAME, old[len(old) - right :]),
    ):
        if text:
            yield Run(change, text)


def _common(one: str, other: str, *, at_end: bool) -> int:
    """How many characters both start with, or end with, without cutting what belongs together."""
    if one == other:
        return len(one)
    step = -1 if at_end else 1
    pairs = zip(one[::step], other[::step], strict=False)
    size = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    while size and any(_cuts(text, len(text) - size if at_end else size) for text in (one, other)):
        size -= 1
    return size


def _cuts(text: str, at: int) -> bool:
    """Whether a paragraph break, a word or a character with its marks would be split here."""
    left, right = text[at - 1 : at], text[at : at + 1]
    if not (left and right):
        return False
    is_inside = unicodedata.category(right) in JOINED or left == JOINER or (left.isalnum() and right.isalnum())
    return is_inside or left == right == "\n"

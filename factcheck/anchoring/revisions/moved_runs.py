"""Runs of words that moved: their partners are out of order with all others (pure). Positions are token indices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from factcheck.anchoring.scoring import MIN_RUN_LETTERS, MOVED_RUN_WORDS
from factcheck.anchoring.text_index import Passages
from factcheck.anchoring.word_weight import letters_of

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def moved(old: Passages, new: Passages, is_free: Flags, is_open: Flags) -> Ints:
    """The new position of each token of the old text that moved with its neighbours, or -1.

    `is_free` and `is_open` mark the tokens of the old and the new text without a certain partner. A run is found by
    words in a row that are unique among those on each side (as in patience diff), and extends as far as it is equal.
    """
    places: Ints = np.full(old.size, -1, dtype=np.int64)
    if is_free.sum() < MOVED_RUN_WORDS or is_open.sum() < MOVED_RUN_WORDS:
        return places
    is_free, is_open = is_free.copy(), is_open.copy()
    here, there = _once(old.tokens.keys, is_free), _once(new.tokens.keys, is_open)
    for run, at in here.items():
        other = there.get(run, -1)
        if other < 0 or not is_free[at] or not is_open[other]:
            continue
        start, stop = _reach(old.tokens.keys, new.tokens.keys, at, other, is_free, is_open)
        if sum(map(letters_of, old.tokens.keys[start:stop])) >= MIN_RUN_LETTERS:
            found = slice(other - (at - start), other + (stop - at))
            places[start:stop] = np.arange(found.start, found.stop)
            is_free[start:stop] = False
            is_open[found] = False
    return places


def _once(keys: Sequence[str], usable: Flags) -> dict[tuple[str, ...], int]:
    """Where each run starts whose words are all usable and which occurs once."""
    found: dict[tuple[str, ...], int] = {}
    for at in _starts(usable):
        run = tuple(keys[at : at + MOVED_RUN_WORDS])
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def _starts(usable: Flags) -> Iterator[int]:
    all_of = np.convolve(usable, np.ones(MOVED_RUN_WORDS, dtype=np.int64), "valid") == MOVED_RUN_WORDS
    return iter(np.flatnonzero(all_of).tolist())


def _reach(
    left: Sequence[str], right: Sequence[str], at: int, other: int, is_free: Flags, is_open: Flags
) -> tuple[int, int]:
    """How far the words around two positions are equal and free, in the old text."""
    start, begin = at, other
    while start and begin and is_free[start - 1] and is_open[begin - 1] and left[start - 1] == right[begin - 1]:
        start, begin = start - 1, begin - 1
    stop, end = at, other
    while stop < len(left) and end < len(right) and is_free[stop] and is_open[end] and left[stop] == right[end]:
        stop, end = stop + 1, end + 1
    return start, stop

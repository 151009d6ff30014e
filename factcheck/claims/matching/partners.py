"""Which words of an old version of a text are which of its new one (pure). Places are tokens."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from factcheck.articles.alignment import align
from factcheck.claims.matching.passages import Passages, Span

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
STRONG = 24  # letters of a run of partners that is no accident


class Stretch(NamedTuple):
    """Two tokens of the old text with partners, and the tokens of the new text between these; rims have none."""

    before: int
    after: int
    low: int
    high: int

    def shared(self, place: Span) -> float:
        """The share of a place, in tokens, that lies in the stretch."""
        return max(0, min(self.high, place.stop) - max(self.low, place.first)) / (place.stop - place.first)


class Partners:
    """The partner in the new text of each token of the old one, or -1; partners stand in the same order."""

    def __init__(self, old: Passages, new: Passages) -> None:
        self.sizes = (old.size, new.size)
        self._letters = np.diff(old.offsets)
        self.each: Ints = np.array(align(old.tokens, new.tokens), dtype=np.int64)

    @cached_property
    def all(self) -> Ints:
        """Tokens of the old text that have partners."""
        return np.flatnonzero(self.each >= 0)

    @cached_property
    def strong(self) -> Ints:
        """Those of them that come in runs too long for an accident."""
        breaks = (np.diff(self.all) != 1) | (np.diff(self.each[self.all]) != 1)
        run = np.concatenate(([0], np.cumsum(breaks)))[: len(self.all)]
        letters = np.bincount(run, weights=self._letters[self.all])
        return self.all[letters[run] >= STRONG]

    @cached_property
    def is_taken(self) -> Flags:
        """Which tokens of the new text are partners in such a run."""
        flags = np.zeros(self.sizes[1], dtype=np.bool_)
        flags[self.each[self.strong]] = True
        return flags

    def of(self, mark: Span) -> list[tuple[int, int]]:
        """The tokens of a mark that have partners, counted from its first, and these partners."""
        return [(at, other) for at, other in enumerate(self.each[slice(*mark)].tolist()) if other >= 0]

    def kept(self, mark: Span) -> Span | None:
        """Where a mark stands of which all tokens have partners in a row."""
        partners = self.each[slice(*mark)]
        if partners[0] < 0 or (np.diff(partners) != 1).any():
            return None
        return Span(int(partners[0]), int(partners[-1]) + 1)

    def came_along(self, mark: Span) -> bool:
        """Whether the token before a kept mark or after it still stands there, in a run that is no accident."""
        (first, stop), each = mark, self.each
        before = first == 0 or each[first - 1] == each[first] - 1
        after = stop == self.sizes[0] or each[stop] == each[stop - 1] + 1
        return bool((before or after) and self.is_taken[each[first]])

    def around(self, mark: Span, among: Ints) -> Stretch:
        """The stretch between the partners of the nearest tokens `among` some, before and after a mark."""
        at = int(np.searchsorted(among, mark.first))
        before = int(among[at - 1]) if at else -1
        at = int(np.searchsorted(among, mark.stop))
        after = int(among[at]) if at < len(among) else self.sizes[0]
        low = int(self.each[before]) + 1 if before >= 0 else 0
        high = int(self.each[after]) if after < self.sizes[0] else self.sizes[1]
        return Stretch(before, after, low, high)

"""Which tokens of an old text correspond to which of a new one, in order or moved (pure).

Positions are token indices.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from factcheck.anchoring.revisions.moved_runs import moved
from factcheck.anchoring.scoring import EDGE_SLACK, MIN_RUN_LETTERS
from factcheck.anchoring.text_index import Passages, TokenSpan
from factcheck.anchoring.word_weight import letters_of
from factcheck.textdiff.alignment import align

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NOWHERE = -2  # no token on this side of a mark


class TokenRange(NamedTuple):
    """Two tokens of the old text that have partners, and the tokens of the new text between the partners."""

    before: int
    after: int
    low: int
    high: int

    def shared(self, place: TokenSpan) -> float:
        """The share of a place, in tokens, that is in the range."""
        return max(0, min(self.high, place.stop) - max(self.low, place.first)) / (place.stop - place.first)


class Partners:
    """The partner in the new text of each token of the old one, or -1.

    Partners at home are in the same order; partners away have moved with their neighbours. A token has only one of
    them.
    """

    def __init__(self, old: Passages, new: Passages) -> None:
        self.sizes = (old.size, new.size)
        self._letters = _letters(old)
        self.home: Ints = np.array(align(old.tokens, new.tokens), dtype=np.int64)
        strong = self._strong()
        is_free = np.ones(old.size, dtype=np.bool_)
        is_free[strong] = False
        self.is_taken: Flags = np.zeros(new.size, dtype=np.bool_)  # tokens of the new text that certainly have partners
        self.is_taken[self.home[strong]] = True
        self.away: Ints = moved(old, new, is_free, ~self.is_taken)
        gone = np.flatnonzero(self.away >= 0)
        self.home[gone] = -1
        self.is_taken[self.away[gone]] = True
        self.home[is_free & (self.home >= 0) & self.is_taken[self.home]] = -1
        self._bring_home(gone)

    def _bring_home(self, gone: Ints) -> None:
        """Words that were taken for moved, but are in order with those at home, are at home."""
        if not len(gone):
            return
        cuts = np.flatnonzero((np.diff(gone) != 1) | (np.diff(self.away[gone]) != 1)) + 1
        for run in np.split(gone, cuts):
            first, last = int(run[0]), int(run[-1])
            begin, end = self.away[first], self.away[last]
            before, after = self.home[:first].max(initial=-1), self.home[last + 1 :]
            if before < begin and end < after[after >= 0].min(initial=self.sizes[1]):
                self.home[run], self.away[run] = self.away[run], -1

    def _strong(self) -> Ints:
        at_home = np.flatnonzero(self.home >= 0)
        breaks = (np.diff(at_home) != 1) | (np.diff(self.home[at_home]) != 1)
        run = np.concatenate(([0], np.cumsum(breaks)))[: len(at_home)]
        letters = np.bincount(run, weights=self._letters[at_home])
        return at_home[letters[run] >= MIN_RUN_LETTERS]

    @cached_property
    def all(self) -> Ints:
        """The tokens of the old text that have partners at home."""
        return np.flatnonzero(self.home >= 0)

    @cached_property
    def strong(self) -> Ints:
        """Those of them in runs too long for a chance match."""
        return self._strong()

    @cached_property
    def _moved(self) -> Ints:
        return np.flatnonzero(self.away >= 0)

    def of(self, mark: TokenSpan) -> list[tuple[int, int]]:
        """The tokens of a mark that have partners, counted from its first token, with the partners."""
        both = np.maximum(self.home[slice(*mark)], self.away[slice(*mark)])
        return [(at, other) for at, other in enumerate(both.tolist()) if other >= 0]

    def at_home(self, mark: TokenSpan) -> list[tuple[int, int]]:
        """The same without moved ones."""
        return [(at, other) for at, other in enumerate(self.home[slice(*mark)].tolist()) if other >= 0]

    def belonging(self, mark: TokenSpan) -> list[tuple[int, int]]:
        """The partners that a mark's place should include: not those that moved away from between its neighbours."""
        near = self.around(mark, self.all)
        at_home = self.home[slice(*mark)]
        return [(at, other) for at, other in self.of(mark) if at_home[at] >= 0 or near.low <= other < near.high]

    def has_others(self, mark: TokenSpan, place: TokenSpan) -> bool:
        """Whether words from outside the mark have moved into a place."""
        inside = (self.away >= place.first) & (self.away < place.stop)
        inside[slice(*mark)] = False
        return bool(inside.any())

    def came_along(self, mark: TokenSpan) -> bool:
        """Whether the token before or after an unchanged mark is still next to it, in a run that isn't chance."""
        (first, stop), each = mark, self.home
        before = first == 0 or each[first - 1] == each[first] - 1
        after = stop == self.sizes[0] or each[stop] == each[stop - 1] + 1
        return bool((before or after) and self.is_taken[each[first]])

    def came_away(self, mark: TokenSpan) -> bool:
        """Whether the token before or after a moved mark moved with it."""
        (first, stop), each = mark, self.away
        before = first > 0 and each[first - 1] == each[first] - 1
        return bool(before or (stop < self.sizes[0] and each[stop] == each[stop - 1] + 1))

    def around(self, mark: TokenSpan, among: Ints) -> TokenRange:
        """The range between the partners of the nearest tokens, of those in `among`, before and after a mark."""
        at = int(np.searchsorted(among, mark.first))
        before = int(among[at - 1]) if at else -1
        at = int(np.searchsorted(among, mark.stop))
        after = int(among[at]) if at < len(among) else self.sizes[0]
        low = int(self.home[before]) + 1 if before >= 0 else 0
        high = int(self.home[after]) if after < self.sizes[0] else self.sizes[1]
        return TokenRange(before, after, low, high)

    def beside_moved(self, mark: TokenSpan) -> list[TokenRange]:
        """The ranges next to neighbours of a mark that moved: between the two, or else next to each."""
        reach = mark.stop - mark.first + EDGE_SLACK
        at = int(np.searchsorted(self._moved, mark.first))
        before = int(self._moved[at - 1]) if at else NOWHERE
        at = int(np.searchsorted(self._moved, mark.stop))
        after = int(self._moved[at]) if at < len(self._moved) else NOWHERE
        if before != NOWHERE and mark.first - before > reach:
            before = NOWHERE
        if after != NOWHERE and after - mark.stop >= reach:
            after = NOWHERE
        low = int(self.away[before]) + 1 if before != NOWHERE else -1
        high = int(self.away[after]) if after != NOWHERE else -1
        if 0 <= low <= high <= low + 2 * reach:
            return [TokenRange(before, after, low, high)]
        found = [TokenRange(before, NOWHERE, low, min(self.sizes[1], low + 2 * reach))] if low >= 0 else []
        return [*found, TokenRange(NOWHERE, after, max(0, high - 2 * reach), high)] if high >= 0 else found


def _letters(text: Passages) -> Ints:
    """The number of letters of each token."""
    letters: Ints = np.diff(text.offsets)
    lone = np.flatnonzero(letters == 1).tolist()
    letters[lone] = [letters_of(text.tokens.keys[it]) for it in lone]
    return letters


def kept(partners: Ints, mark: TokenSpan) -> TokenSpan | None:
    """The place of a mark whose tokens all have partners in a row."""
    found = partners[slice(*mark)]
    if found[0] < 0 or (np.diff(found) != 1).any():
        return None
    return TokenSpan(int(found[0]), int(found[-1]) + 1)

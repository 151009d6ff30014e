"""Where an edited passage begins and ends in the new text, when its own first or last words were changed (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.claims.matching.passages import Passages

SLACK = 8  # tokens that may stand for the changed words at a rim, besides one for each of them
ENDS = frozenset(".!?…。！？؟۔।:;")


class Edges(NamedTuple):
    """A mark and the stretch it is laid into: token ranges of both texts, end exclusive.

    `around` are the nearest tokens of the old text, before and after the mark, that have partners; the stretch lies
    between those partners.
    """

    old: Passages
    new: Passages
    mark: tuple[int, int]
    anchors: tuple[int, int]
    stretch: tuple[int, int]

    def around(self, pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """The tokens of the new text that the mark takes; `pairs` are (token of the mark, token of the new text)."""
        return self._begin(*pairs[0]), self._stop(*pairs[-1])

    def holds(self, pairs: Sequence[tuple[int, int]]) -> bool:
        """Whether both ends are known: the mark's own words stand there, or the stretch ends there."""
        begin, stop = self.around(pairs)
        is_begun = pairs[0][0] == 0 or begin == self.stretch[0]
        return is_begun and (pairs[-1][0] == self.mark[1] - self.mark[0] - 1 or stop == self.stretch[1])

    def _begin(self, at: int, place: int) -> int:
        first, before, low = self.mark[0], self.anchors[0], self.stretch[0]
        if place == low or (at == 0 and not self._is_start(first)):
            return place
        breaks = self.new.paragraph_of(place)
        if self._is_start(first):
            begin = self._sentence_start(place, max(low, breaks))
            return begin if place - begin <= at + SLACK // 2 else place
        if before == first - 1:
            begin = max(low, breaks)
            return begin if place - begin <= at + SLACK else place
        return max(low, breaks, place - at)

    def _stop(self, at: int, place: int) -> int:
        stop, after, high = self.mark[1], self.anchors[1], self.stretch[1]
        left = stop - self.mark[0] - 1 - at  # changed words at the end of the mark
        if left == 0 or place + 1 == high:
            return place + 1
        limit = min(high, self.new.paragraph_end(place))
        if after == stop or stop == self.old.size:
            return limit if limit - place - 1 <= left + SLACK else self._sentence_end(place, limit)
        if self.old.tokens.keys[stop - 1][0] in ENDS:
            return self._sentence_end(place, limit)
        return min(limit, place + 1 + left)

    def _is_start(self, at: int) -> bool:
        return at == 0 or at == self.old.paragraph_of(at) or self.old.tokens.keys[at - 1][0] in ENDS

    def _sentence_start(self, place: int, low: int) -> int:
        while place > low and self.new.tokens.keys[place - 1][0] not in ENDS:
            place -= 1
        return place

    def _sentence_end(self, place: int, high: int) -> int:
        while place < high - 1 and self.new.tokens.keys[place][0] not in ENDS:
            place += 1
        return place + 1

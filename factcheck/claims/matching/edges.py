"""Where an edited passage begins and ends in the new text, when its own first or last words were changed (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.claims.matching.partners import Stretch
from factcheck.claims.matching.passages import Passages, Span

SLACK = 8  # tokens that may stand for the changed words at a rim, besides one for each of them
ENDS = frozenset(".!?…。！？؟۔।:;")


class Edges(NamedTuple):
    """A mark and the stretch of the new text that it is laid into."""

    old: Passages
    new: Passages
    mark: Span
    stretch: Stretch

    def around(self, pairs: Sequence[tuple[int, int]]) -> Span:
        """The tokens of the new text that the mark takes; `pairs` are (token of the mark, token of the new text)."""
        return Span(self._begin(*pairs[0]), self._stop(*pairs[-1]))

    def holds(self, pairs: Sequence[tuple[int, int]]) -> bool:
        """Whether both ends are known: the mark's own words stand there, or the stretch ends there."""
        begin, stop = self.around(pairs)
        is_begun = pairs[0][0] == 0 or begin == self.stretch.low
        return is_begun and (pairs[-1][0] == self.mark.stop - self.mark.first - 1 or stop == self.stretch.high)

    def _begin(self, at: int, place: int) -> int:
        first, before, low = self.mark.first, self.stretch.before, self.stretch.low
        if place == low or (at == 0 and not self._is_start(first)):
            return place
        breaks = self.new.paragraph_of(place)
        if self._is_start(first):
            begin = self._sentence_start(place, max(low, breaks))
            if place - begin <= at + SLACK // 2 and (before == first - 1 or self._opens(begin)):
                return begin
        elif before == first - 1:
            begin = max(low, breaks)
            return begin if place - begin <= at + SLACK else place
        return max(low, breaks, place - at)

    def _stop(self, at: int, place: int) -> int:
        stop, after, high = self.mark.stop, self.stretch.after, self.stretch.high
        left = stop - self.mark.first - 1 - at  # changed words at the end of the mark
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

    def _opens(self, at: int) -> bool:
        return at == self.new.paragraph_of(at) or self.new.tokens.keys[at - 1][0] in ENDS

    def _sentence_start(self, place: int, low: int) -> int:
        while place > low and self.new.tokens.keys[place - 1][0] not in ENDS:
            place -= 1
        return place

    def _sentence_end(self, place: int, high: int) -> int:
        while place < high - 1 and self.new.tokens.keys[place][0] not in ENDS:
            place += 1
        return place + 1

"""Carrying marks from one version of a text to another (pure); docs/anchoring.md tells the method and its limits.

The words of both versions are aligned once. Where a mark's words all have partners in a row, it stands there. What
was edited is laid into the stretch between the nearest partners around it, and looked for among the words that are
new: words that were in the old version too, elsewhere, belong to something else. The likeliest place is believed or
the mark is gone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from factcheck.claims.graphemes import widen
from factcheck.claims.matching.believing import BELIEVED, CERTAIN, Evidence, belief
from factcheck.claims.matching.edges import Edges
from factcheck.claims.matching.fitting import LARGE, fit
from factcheck.claims.matching.partners import Ints, Partners, Stretch
from factcheck.claims.matching.passages import Passages, Span
from factcheck.claims.selectors import Change, Found, State

LONG = 5_000  # of a mark: more characters are not compared one by one, more words not looked for elsewhere
ANOTHER = ""  # stands for a word that belongs to something else


class Place(NamedTuple):
    """Where a mark may stand in the new text, and what speaks for it."""

    span: Span
    belief: float
    is_held: bool  # whether both its ends are known


class Pair:
    """An old and a new version of a text, aligned once; then every mark is carried in a moment."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = Passages(old), Passages(new)
        self.partners = Partners(self.old, self.new)

    def reanchor(self, start: int, end: int) -> Found | None:
        """Where the new text has what the old one has from `start` to `end`, in code points; None if it is gone."""
        mark = self.old.span(start, end)
        if not 0 <= start < end or mark.first >= mark.stop:
            return None
        kept = self.partners.kept(mark)
        if kept is not None:
            return self._kept(mark, kept, start, end)
        place = self._best(mark)
        return self._judged(mark, place, start, end) if place is not None and place.belief >= BELIEVED else None

    def _kept(self, mark: Span, place: Span, start: int, end: int) -> Found:
        """All words have partners in a row: only which of several equal passages is meant can be in doubt."""
        left, right = self._cut(mark, place, start, end)
        is_same = self.old.text[start:end] == self.new.text[left:right]
        change = Change.UNCHANGED if is_same else Change.TYPOGRAPHY
        is_sure = self.partners.came_along(mark) or self._stands_once(mark)
        return Found(left, right, 1.0 if is_same else 0.99, State.SURE if is_sure else State.LOOK, change)

    def _judged(self, mark: Span, place: Place, start: int, end: int) -> Found:
        left, right = self._cut(mark, place.span, start, end)
        is_same = self.old.keys(mark) == self.new.keys(place.span)
        if self.old.text[start:end] == self.new.text[left:right]:
            change = Change.MOVED
        else:
            change = Change.TYPOGRAPHY if is_same else Change.REWORDED
        is_sure = (is_same and self._stands_once(mark)) or self._stands_between(mark, place)
        return Found(left, right, place.belief, State.SURE if is_sure else State.LOOK, change)

    def _stands_once(self, mark: Span) -> bool:
        """Whether the new text has these words of the old one once, and they are too many to be there by accident."""
        keys = self.old.keys(mark)
        return self.new.tells(keys) and self.new.has_once(keys)

    def _stands_between(self, mark: Span, place: Place) -> bool:
        """Whether a place beyond doubt is just between the old neighbours of the mark, with both its ends known."""
        near = self.partners.around(mark, self.partners.all)
        is_between = near[:2] == (mark.first - 1, mark.stop) and near.shared(place.span) == 1
        return is_between and place.is_held and place.belief >= CERTAIN

    def _cut(self, mark: Span, place: Span, start: int, end: int) -> tuple[int, int]:
        """The code points of a place; a mark that begins or ends inside a word does so there too."""
        old, new = self.old.tokens, self.new.tokens
        left, right = new.starts[place.first], new.ends[place.stop - 1]
        inside, outside = start - old.starts[mark.first], old.ends[mark.stop - 1] - end
        if inside > 0 and new.ends[place.first] - left == old.ends[mark.first] - old.starts[mark.first]:
            left += inside
        if outside > 0 and right - new.starts[place.stop - 1] == old.ends[mark.stop - 1] - old.starts[mark.stop - 1]:
            right -= outside
        return widen(self.new.text, left, right)

    def _best(self, mark: Span) -> Place | None:
        """The likeliest place: where the neighbours went, or else among the words that are new."""
        near = self._near(mark, self.partners.all)
        is_sought = mark.stop - mark.first <= LONG and self.old.tells(self.old.keys(mark))
        if not is_sought or (near is not None and near.belief >= CERTAIN):
            return near
        places = [near, self._near(mark, self.partners.strong), *self._far(mark)]
        return max((it for it in places if it is not None), key=lambda it: it.belief, default=None)

    def _near(self, mark: Span, among: Ints) -> Place | None:
        """The place between the nearest partners `among` some; between strong ones, words of others are left out."""
        stretch = self.partners.around(mark, among)
        if stretch.low == stretch.high:
            return None
        if (mark.stop - mark.first) * (stretch.high - stretch.low) > LARGE:
            return self._placed(mark, stretch, self.partners.of(mark))  # fit() would find no others at that size
        if among is self.partners.all:
            return self._laid(mark, stretch, self.new.tokens.keys[stretch.low : stretch.high])
        return self._laid(mark, stretch, self._others_hidden(mark, stretch))

    def _far(self, mark: Span) -> list[Place | None]:
        """The places where most of the mark's words stand together, among words that are new."""
        usable = ~self.partners.is_taken
        usable[[other for _, other in self.partners.of(mark)]] = True
        keys = self.old.keys(mark)
        windows = self.new.windows(keys, self._weights(keys), usable)
        stretches = [Stretch(-1, self.old.size, window.start, window.stop) for window in windows]
        return [self._laid(mark, it, self._others_hidden(mark, it)) for it in stretches]

    def _others_hidden(self, mark: Span, stretch: Stretch) -> list[str]:
        """The words of a stretch, those left out that surely belong to other words of the old text."""
        own = {other for _, other in self.partners.of(mark)}
        keys, is_taken = self.new.tokens.keys, self.partners.is_taken
        return [ANOTHER if is_taken[at] and at not in own else keys[at] for at in range(stretch.low, stretch.high)]

    def _weights(self, keys: list[str]) -> NDArray[np.float32]:
        weights: NDArray[np.float32] = np.minimum(self.old.weights(keys), self.new.weights(keys))
        return weights

    def _laid(self, mark: Span, stretch: Stretch, words: list[str]) -> Place | None:
        """The best place in a stretch that has these words."""
        keys = self.old.keys(mark)
        laid = fit(keys, self._weights(keys), words)
        return self._placed(mark, stretch, [(at, other + stretch.low) for at, other, alike in laid.pairs if alike])

    def _placed(self, mark: Span, stretch: Stretch, pairs: list[tuple[int, int]]) -> Place | None:
        """The place of pairs of tokens, of the mark and of the new text; None without any."""
        if not pairs:
            return None
        edges = Edges(self.old, self.new, mark, stretch)
        span = edges.around(pairs)
        return Place(span, belief(self._seen(mark, span, pairs)), edges.holds(pairs))

    def _seen(self, mark: Span, place: Span, pairs: list[tuple[int, int]]) -> Evidence:
        old, new = self.old.keys(mark), self.new.tokens.keys
        same = sum(len(old[at]) for at, other in pairs if old[at] == new[other])
        words = 2 * same / (self.old.letters(mark) + self.new.letters(place))
        left, right = self.old.said(mark), self.new.said(place)
        letters = Indel.normalized_similarity(left, right) if max(len(left), len(right)) <= LONG else words
        elsewhere = 1 - self.partners.around(mark, self.partners.all).shared(place)
        lost = sum(len(old[at]) for at, other in self.partners.of(mark) if not place.first <= other < place.stop)
        return Evidence(words, letters, elsewhere, lost / self.old.letters(mark))


@lru_cache(maxsize=2)  # some 60 MB for two texts of a million characters
def pair_of(old: str, new: str) -> Pair:
    """The prepared pair of two texts, kept for the next mark."""
    return Pair(old, new)

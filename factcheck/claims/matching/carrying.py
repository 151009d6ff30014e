"""Carrying marks from one version of a text to another (pure); docs/anchoring.md tells the method and its limits.

The words of both versions are aligned once. Where a mark's words all have partners in a row, it stands there. What
was edited is laid into the stretch between the nearest partners around it. What is not there is looked for among
the words that are new: words that were in the old version too, elsewhere, belong to something else.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from math import exp, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from factcheck.articles.alignment import align
from factcheck.claims.matching.edges import Edges
from factcheck.claims.matching.fitting import fit
from factcheck.claims.matching.passages import Passages
from factcheck.claims.selectors import Change, Found, State

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
STRONG = 24  # letters of a run of partners that is no accident
LONGEST = 4_000  # tokens of a stretch into which a mark is laid at once
GOOD = 0.6  # the fit from which no other place is looked for
BELIEVED = 0.8  # the belief below which a mark is gone
CERTAIN = 0.97  # and from which it may be sure
FIT, RUN, ALIKE, TOLD, NOTHING = 4.8, 11.0, 8.5, 1.3, -10.0  # docs/anchoring.md tells where they come from
ANOTHER = ""  # stands for a word that belongs to something else


class Place(NamedTuple):
    """Where a mark may stand: tokens of the new text, end exclusive, and what speaks for it."""

    first: int
    stop: int
    fit: float
    run: float  # the share of the mark's weight that stands there in one unbroken run
    told: float  # the weight of all that was found
    is_held: bool  # whether both its ends are known
    is_moved: bool = False


class Pair:
    """An old and a new version of a text, aligned once; then every mark is carried in a moment."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = Passages(old), Passages(new)
        self.partner: Ints = np.array(align(self.old.tokens, self.new.tokens), dtype=np.int64)

    def reanchor(self, start: int, end: int) -> Found | None:
        """Where the new text has what the old one has from `start` to `end`, in code points; None if it is gone."""
        first, stop = self.old.first(start), self.old.last(end)
        if not 0 <= start < end or first >= stop:
            return None
        partners = self.partner[first:stop]
        if partners[0] >= 0 and partners[-1] - partners[0] == stop - first - 1 and (partners >= 0).all():
            return self._kept(start, end, first, stop)
        place = self._best(first, stop)
        return None if place is None else self._judged(place, start, end, first, stop)

    def _kept(self, start: int, end: int, first: int, stop: int) -> Found:
        """All words have partners in a row: only which of several equal passages is meant can be in doubt."""
        begin, last = int(self.partner[first]), int(self.partner[stop - 1]) + 1
        left, right = self._cut(start, end, first, stop, begin, last)
        is_same = self.old.text[start:end] == self.new.text[left:right]
        change = Change.UNCHANGED if is_same else Change.TYPOGRAPHY
        state = State.SURE if self._is_held(first, stop) else State.LOOK
        return Found(left, right, 1.0 if is_same else 0.99, state, change)

    def _is_held(self, first: int, stop: int) -> bool:
        """Whether the words before or after stand where they stood, or nothing else in the new text is the same."""
        before = first == 0 or self.partner[first - 1] == self.partner[first] - 1
        after = stop == self.old.size or self.partner[stop] == self.partner[stop - 1] + 1
        return bool(before or after) or self.new.occurrences(self.old.tokens.keys[first:stop]) == 1

    def _cut(self, start: int, end: int, first: int, stop: int, begin: int, last: int) -> tuple[int, int]:
        """Code points of tokens `begin` to `last`; a mark that begins or ends inside a word does so there too."""
        old, new = self.old.tokens, self.new.tokens
        left, right = new.starts[begin], new.ends[last - 1]
        inside, outside = start - old.starts[first], old.ends[stop - 1] - end
        if inside > 0 and new.ends[begin] - left == old.ends[first] - old.starts[first]:
            left += inside
        if outside > 0 and right - new.starts[last - 1] == old.ends[stop - 1] - old.starts[stop - 1]:
            right -= outside
        return left, right

    @cached_property
    def _is_partner(self) -> Flags:
        """Which tokens of the new text stood in the old one, in a run that is no accident."""
        flags = np.zeros(self.new.size, dtype=np.bool_)
        flags[self.partner[self._strong]] = True
        return flags

    @cached_property
    def _strong(self) -> Ints:
        """Tokens of the old text whose partners come in long runs."""
        paired = np.flatnonzero(self.partner >= 0)
        if not len(paired):
            return paired
        breaks = np.flatnonzero((np.diff(paired) != 1) | (np.diff(self.partner[paired]) != 1)) + 1
        letters = np.array([len(self.old.tokens.keys[at]) for at in paired])
        runs = np.split(np.arange(len(paired)), breaks)
        held = [paired[run] for run in runs if letters[run].sum() >= STRONG]
        return np.concatenate(held) if held else paired[:0]

    @cached_property
    def _paired(self) -> Ints:
        return np.flatnonzero(self.partner >= 0)

    def _between(self, paired: Ints, first: int, stop: int) -> tuple[int, int, int, int]:
        """The nearest of `paired` before and after, and the stretch of the new text between their partners."""
        at = int(np.searchsorted(paired, first))
        before = int(paired[at - 1]) if at else -1
        at = int(np.searchsorted(paired, stop))
        after = int(paired[at]) if at < len(paired) else self.old.size
        low = int(self.partner[before]) + 1 if before >= 0 else 0
        high = int(self.partner[after]) if after < self.old.size else self.new.size
        return before, after, low, high

    def _best(self, first: int, stop: int) -> Place | None:
        """The likeliest place: where the neighbours went, or else among the words that are new."""
        near = self._near(self._paired, first, stop)
        if near is not None and near.fit >= GOOD:
            return near
        wide = self._near(self._strong, first, stop)
        places = [place for place in (near, wide, self._far(first, stop)) if place is not None]
        return max(places, key=_rank, default=None)

    def _near(self, paired: Ints, first: int, stop: int) -> Place | None:
        before, after, low, high = self._between(paired, first, stop)
        if not 0 < high - low <= LONGEST:
            return None
        edges = Edges(self.old, self.new, (first, stop), (before, after), (low, high))
        keys = self.new.tokens.keys[low:high]
        if paired is not self._paired:
            keys = self._others_hidden(low, high, first, stop)
        return self._laid(edges, keys, first, stop, low)

    def _far(self, first: int, stop: int) -> Place | None:
        usable = ~self._is_partner
        own = self.partner[first:stop]
        usable[own[own >= 0]] = True
        keys = self.old.tokens.keys[first:stop]
        best: Place | None = None
        for window in self.new.windows(keys, self._weights(keys), usable):
            edges = Edges(self.old, self.new, (first, stop), (-1, self.old.size), (window.start, window.stop))
            hidden = self._others_hidden(window.start, window.stop, first, stop)
            place = self._laid(edges, hidden, first, stop, window.start)
            if place is not None and (best is None or place.fit > best.fit):
                best = place._replace(is_moved=True)
        return best

    def _others_hidden(self, low: int, high: int, first: int, stop: int) -> list[str]:
        """The words of a stretch, those left out that surely belong to other words of the old text."""
        own = set(self.partner[first:stop].tolist())
        keys = self.new.tokens.keys
        return [ANOTHER if self._is_partner[at] and at not in own else keys[at] for at in range(low, high)]

    def _weights(self, keys: list[str]) -> NDArray[np.float32]:
        weights: NDArray[np.float32] = np.minimum(self.old.weights(keys), self.new.weights(keys))
        return weights

    def _laid(self, edges: Edges, stretch: list[str], first: int, stop: int, low: int) -> Place | None:
        keys = self.old.tokens.keys[first:stop]
        weights = self._weights(keys)
        laid = fit(keys, weights, stretch)
        pairs = [(at, place + low) for at, place, alike in laid.pairs if alike]
        if not pairs:
            return None
        told = float(sum(weights[at] * alike for at, _, alike in laid.pairs))
        begin, last = edges.around(pairs)
        return Place(
            begin, last, laid.score, laid.longest_run(weights) / float(weights.sum()), told, edges.holds(pairs)
        )

    def _judged(self, place: Place, start: int, end: int, first: int, stop: int) -> Found | None:
        left, right = self._cut(start, end, first, stop, place.first, place.stop)
        old, new = self.old.text[start:end], self.new.text[left:right]
        alike = Indel.normalized_similarity(old, new)
        score = _belief(place, alike)
        if old == new:
            change = Change.MOVED
        elif self.old.tokens.keys[first:stop] == self.new.tokens.keys[place.first : place.stop]:
            change = Change.TYPOGRAPHY
        else:
            change = Change.REWORDED
        if score < BELIEVED:
            return None
        return Found(left, right, score, self._state(place, score, first, stop), change)

    def _state(self, place: Place, score: float, first: int, stop: int) -> State:
        """Sure is what stands between its old neighbours, both its ends known, or was moved unchanged and is alone."""
        if score < CERTAIN:
            return State.LOOK
        keys = self.new.tokens.keys[place.first : place.stop]
        if place.is_moved:
            is_same = keys == self.old.tokens.keys[first:stop]
            return State.SURE if is_same and self.new.occurrences(keys) == 1 else State.LOOK
        before, after, low, high = self._between(self._paired, first, stop)
        is_between = before == first - 1 and after == stop and low <= place.first and place.stop <= high
        return State.SURE if is_between and place.is_held else State.LOOK


def _rank(place: Place) -> float:
    return place.fit - (0.1 if place.is_moved else 0.0)


def _belief(place: Place, alike: float) -> float:
    """How likely it is, from 0 to 1, that the words found are the mark's: a logistic regression on real revisions.

    `alike` is the Indel similarity of both wordings. A short mark needs more proof: `told` counts what was found.
    """
    found = FIT * place.fit + RUN * place.run + ALIKE * alike + TOLD * log(place.told + 0.1)
    return 1 / (1 + exp(-found - NOTHING))


@lru_cache(maxsize=2)  # some 60 MB for two texts of a million characters
def pair_of(old: str, new: str) -> Pair:
    """The prepared pair of two texts, kept for the next mark."""
    return Pair(old, new)

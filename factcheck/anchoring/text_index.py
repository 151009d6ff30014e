"""A text prepared for finding quotes: its words, their occurrences and their weights (pure).

Made once for a text and used for all its marks. Positions are token indices unless they are called code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from factcheck.anchoring.letters import Lettered
from factcheck.anchoring.scoring import (
    COMMON_OCCURRENCES,
    MAX_WINDOW_STARTS,
    MAX_WINDOWS,
    MIN_RARE_WEIGHT,
    MIN_TELLING_WEIGHT,
    MIN_VOTES,
    MIN_WINDOW_SHARE,
    STEM_LETTERS,
    WINDOW_GROWTH,
    WINDOW_MARGIN,
)
from factcheck.anchoring.word_weight import word_weight
from factcheck.textdiff.alignment import Tokens, tokens

Floats = NDArray[np.float32]
NOWHERE = np.zeros(0, np.int64)


class TokenSpan(NamedTuple):
    """Tokens of a text, end exclusive."""

    first: int
    stop: int


class Passages:
    """The tokens of one text with an index of them."""

    def __init__(self, text: str, parts: Tokens | None = None) -> None:
        self.text = text
        self.tokens = parts or tokens(text)
        self.size = len(self.tokens.keys)

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        return np.array(self.tokens.starts, dtype=np.int64)

    @cached_property
    def places(self) -> dict[str, NDArray[np.int64]]:
        """The occurrences of each stem."""
        stems = [key[:STEM_LETTERS] for key in self.tokens.keys]
        numbers = {stem: at for at, stem in enumerate(dict.fromkeys(stems))}
        array = np.fromiter(map(numbers.__getitem__, stems), np.int64, self.size)
        order = np.argsort(array, kind="stable")
        cuts = np.searchsorted(array[order], np.arange(len(numbers) + 1))
        return {stem: order[cuts[at] : cuts[at + 1]] for stem, at in numbers.items()}

    def span(self, start: int, end: int) -> TokenSpan:
        """The tokens that overlap these code points."""
        first = int(np.searchsorted(self._ends, start, side="right"))
        return TokenSpan(first, int(np.searchsorted(self._starts, end, side="left")))

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        return np.array(self.tokens.ends, dtype=np.int64)

    def paragraph_of(self, token: int) -> int:
        """The first token of the paragraph of a token."""
        return self.tokens.paragraphs[bisect_right(self.tokens.paragraphs, token) - 1]

    def paragraph_end(self, token: int) -> int:
        """One past the last token of the paragraph of a token."""
        return self.tokens.paragraphs[bisect_right(self.tokens.paragraphs, token)]

    @cached_property
    def joined(self) -> str:
        """All keys without spaces between them."""
        return "".join(self.tokens.keys)

    @cached_property
    def offsets(self) -> NDArray[np.int64]:
        """Where each key starts in `joined`, and at the end its length."""
        lengths = np.fromiter(map(len, self.tokens.keys), np.int64, self.size)
        return np.concatenate(([0], np.cumsum(lengths)))

    @cached_property
    def lettered(self) -> Lettered:
        """The words without punctuation."""
        return Lettered(self.tokens.keys)

    def runs(self, keys: Sequence[str]) -> Iterator[TokenSpan]:
        """The occurrences of these keys in a row, as whole tokens."""
        found = [self.places.get(key[:STEM_LETTERS], NOWHERE) for key in keys]
        rarest = min(range(len(keys)), key=lambda at: len(found[at]))
        for place in found[rarest].tolist():
            span = TokenSpan(place - rarest, place - rarest + len(keys))
            if span.first >= 0 and self.keys(span) == keys:
                yield span

    def keys(self, span: TokenSpan) -> list[str]:
        """The keys of these tokens."""
        return self.tokens.keys[slice(*span)]

    def letters(self, span: TokenSpan) -> int:
        """The number of characters of the keys of these tokens."""
        return int(self.offsets[span.stop] - self.offsets[span.first])

    def text_at(self, span: TokenSpan) -> str:
        """The text of these tokens."""
        return self.text[self.tokens.starts[span.first] : self.tokens.ends[span.stop - 1]]

    def has_once(self, keys: Sequence[str]) -> bool:
        """Whether these words occur in a row exactly once."""
        return len(list(islice(runs_of(self.joined, "".join(keys)), 2))) == 1

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {}

    def weights(self, keys: Sequence[str]) -> Floats:
        """The weight of each token: higher if it is rare in this text or long; low for punctuation."""
        known = self._weights
        return np.array([known.get(key) or known.setdefault(key, self._weight(key)) for key in keys], dtype=np.float32)

    def tells(self, keys: Sequence[str]) -> bool:
        """Whether these words are too many for a chance match."""
        return float(self.weights(keys).sum()) >= MIN_TELLING_WEIGHT

    def _weight(self, key: str) -> float:
        return word_weight(key, len(self.places.get(key[:STEM_LETTERS], ())), self.size)

    def windows(self, keys: Sequence[str], weights: Floats, usable: NDArray[np.bool_] | None = None) -> Iterator[range]:
        """The sections that have most of the quote's words close together, best first.

        With `usable`, a flag for each token, only those tokens count.
        """
        length = round(WINDOW_GROWTH * len(keys)) + WINDOW_MARGIN
        events, votes = self._events(keys, weights, usable)
        if not len(events):
            return
        sums = np.concatenate(([0.0], np.cumsum(votes)))
        scores = sums[np.searchsorted(events, events + length, side="left")] - sums[:-1]
        least = max(MIN_WINDOW_SHARE * float(scores.max()), MIN_VOTES * float(weights.sum()))
        taken: list[int] = []
        for at in np.argsort(-scores, kind="stable")[: MAX_WINDOW_STARTS * MAX_WINDOWS]:
            place = int(events[at])
            if len(taken) == MAX_WINDOWS or scores[at] < least:
                return
            if all(abs(place - other) > length // 2 for other in taken):
                taken.append(place)
                slack = len(keys) // 2 + WINDOW_MARGIN
                yield range(max(0, place - slack), min(self.size, place + length + slack))

    def _events(
        self, keys: Sequence[str], weights: Floats, usable: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], Floats]:
        """The occurrences of the quote's words, in order, with the weight of each."""
        weight: dict[str, float] = {}
        for key, value in zip(keys, weights.tolist(), strict=True):
            if key[0].isalnum() and len(self.places.get(key[:STEM_LETTERS], ())):
                weight[key[:STEM_LETTERS]] = value
        rare = {stem: value for stem, value in weight.items() if len(self.places[stem]) < COMMON_OCCURRENCES}
        if sum(rare.values()) >= MIN_RARE_WEIGHT * sum(weight.values()):
            weight = rare
        if not weight:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        events = np.concatenate([self.places[stem] for stem in weight])
        votes = np.repeat(np.array(list(weight.values()), np.float32), [len(self.places[stem]) for stem in weight])
        if usable is not None:
            kept = usable[events]
            events, votes = events[kept], votes[kept]
        order = np.argsort(events, kind="stable")
        return events[order], votes[order]


def runs_of(text: str, wanted: str, start: int = 0) -> Iterator[int]:
    """Each occurrence of `wanted` in `text` from `start` on; none if it is empty."""
    place = text.find(wanted, start) if wanted else -1
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)

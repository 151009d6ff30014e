"""Passages between the pieces of a quote that leaves words out (pure). Places are tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import groupby, islice
from typing import NamedTuple

from factcheck.anchoring.affine_alignment import fit
from factcheck.anchoring.quotes.quote_syntax import Asked
from factcheck.anchoring.text_index import MOST_WINDOWS, Floats, Passages
from factcheck.anchoring.thresholds import (
    BREAK,
    GAP,
    LEAST,
    MOST_EQUAL,
    MOST_NEAR,
    MOST_PIECES,
    NEAREST,
    REACH,
    RIVALS,
)


class Chain(NamedTuple):
    """The pieces read so far, from the first token to the last, and what they are worth, less what lies between."""

    worth: float
    first: int
    stop: int


def chains(text: Passages, quote: Asked, weights: Floats) -> list[Chain]:
    """The passages that have all pieces in order, best first, the shorter before the longer."""
    found: list[Chain] = []
    pieces = quote.pieces()
    for index, piece in enumerate(pieces if len(pieces) <= MOST_PIECES else ()):
        places = _places(text, quote.keys[piece.start : piece.stop], weights[piece.start : piece.stop])
        found = _extended(text, found, places) if index else places
        if not found:
            return []
    return _best(found, MOST_WINDOWS)


def _extended(text: Passages, found: list[Chain], places: list[Chain]) -> list[Chain]:
    """Each place of the next piece after the best of the chains that end shortly before it."""
    found.sort(key=lambda it: it.stop)
    stops = [it.stop for it in found]
    longer = []
    for place in places:
        until = bisect_right(stops, place.first)
        since = max(bisect_left(stops, place.first - REACH), until - NEAREST)
        longer += [
            Chain(it.worth - _between(text, it.stop, place.first) + place.worth, it.first, place.stop)
            for it in found[since:until]
        ]
    return [it for _, group in groupby(longer, key=lambda it: it.stop) for it in _best(group, RIVALS)]


def _best(found: Iterable[Chain], most: int) -> list[Chain]:
    """The best of them, of those with one beginning only one."""
    best: dict[int, Chain] = {}
    for it in sorted(found, reverse=True):
        best.setdefault(it.first, it)
    return list(best.values())[:most]


def _between(text: Passages, stop: int, first: int) -> float:
    breaks = text.tokens.paragraphs
    return GAP * (first - stop) + BREAK * (bisect_right(breaks, first) - bisect_right(breaks, stop - 1))


def _places(text: Passages, keys: list[str], weights: Floats) -> list[Chain]:
    """Where the text has a piece, to the word or else nearly, in order."""
    total = float(weights.sum())
    exact = [Chain(total, *place) for place in islice(text.runs(keys), MOST_EQUAL)]
    if exact:
        return exact
    near = []
    for window in islice(text.windows(keys, weights), MOST_NEAR):
        laid = fit(keys, weights, text.tokens.keys[window.start : window.stop])
        pairs = [other for _, other, alike in laid.pairs if alike]
        if pairs and laid.score >= LEAST:
            near.append(Chain(total * laid.score, window.start + pairs[0], window.start + pairs[-1] + 1))
    return sorted(near, key=lambda it: it.first)

"""Passages between the pieces of a quote with ellipses (pure). Positions are token indices."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import groupby, islice
from typing import NamedTuple

from factcheck.anchoring.affine_alignment import fit
from factcheck.anchoring.quotes.quote_syntax import ParsedQuote
from factcheck.anchoring.scoring import (
    ELIDED_BREAK_COST,
    ELIDED_WORD_COST,
    MAX_ELIDED_WORDS,
    MAX_EQUAL_PASSAGES,
    MAX_INEXACT_PLACES,
    MAX_KEPT_PLACES,
    MAX_NEXT_PLACES,
    MAX_PIECES,
    MAX_WINDOWS,
    MIN_FIT,
)
from factcheck.anchoring.text_index import Floats, Passages


class Chain(NamedTuple):
    """The pieces matched so far, from the first token to the last, and their weight, less the cost of the gaps."""

    worth: float
    first: int
    stop: int


def chains(text: Passages, quote: ParsedQuote, weights: Floats) -> list[Chain]:
    """The passages that have all pieces in order, best first, shorter ones before longer ones."""
    found: list[Chain] = []
    pieces = quote.pieces()
    for index, piece in enumerate(pieces if len(pieces) <= MAX_PIECES else ()):
        places = _places(text, quote.keys[piece.start : piece.stop], weights[piece.start : piece.stop])
        found = _extended(text, found, places) if index else places
        if not found:
            return []
    return _best(found, MAX_WINDOWS)


def _extended(text: Passages, found: list[Chain], places: list[Chain]) -> list[Chain]:
    """Each occurrence of the next piece, joined to the best of the chains that end shortly before it."""
    found.sort(key=lambda it: it.stop)
    stops = [it.stop for it in found]
    longer = []
    for place in places:
        until = bisect_right(stops, place.first)
        since = max(bisect_left(stops, place.first - MAX_ELIDED_WORDS), until - MAX_NEXT_PLACES)
        longer += [
            Chain(it.worth - _between(text, it.stop, place.first) + place.worth, it.first, place.stop)
            for it in found[since:until]
        ]
    return [it for _, group in groupby(longer, key=lambda it: it.stop) for it in _best(group, MAX_KEPT_PLACES)]


def _best(found: Iterable[Chain], most: int) -> list[Chain]:
    """The best chains, one for each start."""
    best: dict[int, Chain] = {}
    for it in sorted(found, reverse=True):
        best.setdefault(it.first, it)
    return list(best.values())[:most]


def _between(text: Passages, stop: int, first: int) -> float:
    breaks = text.tokens.paragraphs
    return ELIDED_WORD_COST * (first - stop) + ELIDED_BREAK_COST * (
        bisect_right(breaks, first) - bisect_right(breaks, stop - 1)
    )


def _places(text: Passages, keys: list[str], weights: Floats) -> list[Chain]:
    """Where a piece occurs in the text, exactly or else approximately, in order."""
    total = float(weights.sum())
    exact = [Chain(total, *place) for place in islice(text.runs(keys), MAX_EQUAL_PASSAGES)]
    if exact:
        return exact
    near = []
    for window in islice(text.windows(keys, weights), MAX_INEXACT_PLACES):
        laid = fit(keys, weights, text.tokens.keys[window.start : window.stop])
        pairs = [other for _, other, alike in laid.pairs if alike]
        if pairs and laid.score >= MIN_FIT:
            near.append(Chain(total * laid.score, window.start + pairs[0], window.start + pairs[-1] + 1))
    return sorted(near, key=lambda it: it.first)

"""Aligns a quote with a section of text, word by word (pure).

A semi-global alignment with affine gaps (Gotoh 1982): the whole quote is aligned, the ends of the section are free.
Words may be similar instead of equal. One row at a time in numpy. Positions are counted in tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cdist

from factcheck.anchoring.scoring import (
    ELIDED_GAP_COSTS,
    GAP_EXTEND_COST,
    GAP_OPEN_COST,
    MAX_BATCHED_TOKENS,
    MAX_FUZZY_CELLS,
    MAX_LETTER_PAIRS,
    MAX_WEIGHTED_CELLS,
    MIN_WORD_SIMILARITY,
    MISSING_COST,
    REPLACED_COST,
)

Floats = NDArray[np.float32]


class Fit(NamedTuple):
    """The alignment of a quote with a section: pairs of tokens (quote, section, similarity) and a score, at most 1."""

    pairs: list[tuple[int, int, float]]
    score: float


def fit(quote: Sequence[str], weights: Floats, stretch: Sequence[str], elided: frozenset[int] = frozenset()) -> Fit:
    """The best alignment of the quote with a section. `elided`: tokens of the quote that follow an ellipsis.

    `weights` has the weight of each token of the quote. The score is the share of the weight that was found, less
    costs.
    """
    return fits(quote, weights, [stretch], elided)[0]


def fits(
    quote: Sequence[str],
    weights: Floats,
    stretches: Sequence[Sequence[str]],
    elided: frozenset[int] = frozenset(),
) -> list[Fit]:
    """The same for several sections. Short ones are aligned together, which takes hardly longer than one."""
    found = [Fit([], 0.0)] * len(stretches)
    together = []
    for at, stretch in enumerate(stretches):
        if len(quote) * len(stretch) > MAX_WEIGHTED_CELLS:
            found[at] = _fit_by_lcs(quote, weights, stretch)
        elif quote and len(stretch) > MAX_BATCHED_TOKENS:
            found[at] = _fit_all(quote, weights, [stretch], elided)[0]
        elif quote and stretch:
            together.append(at)
    if together:
        alignments = _fit_all(quote, weights, [stretches[at] for at in together], elided)
        for at, alignment in zip(together, alignments, strict=True):
            found[at] = alignment
    return found


def _fit_all(
    quote: Sequence[str], weights: Floats, stretches: Sequence[Sequence[str]], elided: frozenset[int]
) -> list[Fit]:
    alike = [likeness(quote, it) for it in stretches]
    width = max(map(len, stretches))
    gains = np.full((len(quote), len(stretches), width), -np.inf, np.float32)
    for at, matrix in enumerate(alike):
        gains[:, at, : matrix.shape[1]] = np.where(
            matrix > 0, matrix * weights[:, None], -REPLACED_COST * weights[:, None]
        )
    unit = float(weights.mean())
    opened = np.array(
        [ELIDED_GAP_COSTS[0] if at in elided else GAP_OPEN_COST * unit for at in range(len(quote) + 1)], np.float32
    )
    extended = np.array(
        [ELIDED_GAP_COSTS[1] if at in elided else GAP_EXTEND_COST * unit for at in range(len(quote) + 1)], np.float32
    )
    rows, tight = _table(gains, weights, opened, extended)
    found = []
    for at, matrix in enumerate(alike):
        own = np.s_[:, at, : matrix.shape[1] + 1]
        pairs = _trace(rows[own], tight[own], gains[:, at], matrix, extended)
        found.append(Fit(pairs, float(rows[own][-1].max()) / float(weights.sum())))
    return found


def _table(gains: Floats, weights: Floats, opened: Floats, extended: Floats) -> tuple[Floats, Floats]:
    """The best score by tokens read of the quote (first axis) and tokens read of each section (last axis).

    In the second table, the last token of the section isn't one that the quote lacks.
    """
    size, count, width = gains.shape
    rows = np.zeros((size + 1, count, width + 1), np.float32)
    tight = np.zeros_like(rows)
    places = extended[:, None] * np.arange(width + 1, dtype=np.float32)
    left_out, costs = MISSING_COST * weights, opened[:, None] + places[:, 1:]
    best, room = np.empty_like(rows[0]), np.empty((count, width), np.float32)
    for index in range(1, size + 1):
        before, row = rows[index - 1], tight[index]
        ahead = row[:, 1:]
        np.subtract(before, left_out[index - 1], out=row)
        np.maximum(ahead, np.add(before[:, :-1], gains[index - 1], out=room), out=ahead)
        rows[index] = row
        if index < size:
            np.maximum.accumulate(np.add(row, places[index], out=best), axis=1, out=best)
            np.maximum(ahead, np.subtract(best[:, :-1], costs[index], out=room), out=rows[index, :, 1:])
    return rows, tight


def _fit_by_lcs(quote: Sequence[str], weights: Floats, stretch: Sequence[str]) -> Fit:
    blocks = [block for block in LCSseq.editops(*_coded(quote, stretch)).as_matching_blocks() if block.size]
    pairs = [(block.a + at, block.b + at, 1.0) for block in blocks for at in range(block.size)]
    if not pairs:
        return Fit([], 0.0)
    found, total = float(weights[[at for at, _, _ in pairs]].sum()), float(weights.sum())
    between = pairs[-1][1] - pairs[0][1] + 1 - len(pairs)
    costs = MISSING_COST * (total - found) + GAP_EXTEND_COST * total / len(quote) * between
    return Fit(pairs, (found - costs) / total)


def _coded(quote: Sequence[str], stretch: Sequence[str]) -> tuple[list[int], list[int]]:
    numbers: dict[str, int] = {}
    return [numbers.setdefault(it, len(numbers)) for it in quote], [
        numbers.setdefault(it, len(numbers)) for it in stretch
    ]


def likeness(quote: Sequence[str], stretch: Sequence[str]) -> Floats:
    """The similarity of each two tokens: 1 if they are equal, 0 below MIN_WORD_SIMILARITY."""
    letters = sum(map(len, quote)) * sum(map(len, stretch))
    if len(quote) * len(stretch) <= MAX_FUZZY_CELLS and letters <= MAX_LETTER_PAIRS:
        found: Floats = cdist(
            quote, stretch, scorer=Indel.normalized_similarity, score_cutoff=MIN_WORD_SIMILARITY, dtype=np.float32
        )
        return found
    left, right = (np.array(side) for side in _coded(quote, stretch))
    equal: Floats = (left[:, None] == right[None, :]).astype(np.float32)
    return equal


def _trace(rows: Floats, tight: Floats, gains: Floats, alike: Floats, extended: Floats) -> list[tuple[int, int, float]]:
    """The pairs of the best alignment, first to last. A token that replaces another has a similarity of 0."""
    pairs = []
    index, place = len(rows) - 1, int(rows[-1].argmax())
    places = np.arange(rows.shape[1], dtype=np.float32)
    while index > 0:
        if rows[index, place] > tight[index, place]:  # words of the text that the quote lacks
            place = int((tight[index, :place] + extended[index] * places[:place]).argmax())
        if place > 0 and tight[index, place] == rows[index - 1, place - 1] + gains[index - 1, place - 1]:
            pairs.append((index - 1, place - 1, float(alike[index - 1, place - 1])))
            place -= 1
        index -= 1
    return pairs[::-1]

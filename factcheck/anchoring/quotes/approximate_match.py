"""Passages that say nearly the same as a quote (pure). Positions are token indices, end exclusive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from factcheck.anchoring.affine_alignment import fit
from factcheck.anchoring.quotes.elisions import chains
from factcheck.anchoring.quotes.quote_syntax import ParsedQuote
from factcheck.anchoring.quotes.trimming import TokenPair, rimmed, trimmed
from factcheck.anchoring.scoring import (
    CONFIDENT_FIT,
    FIT_DECIMALS,
    MAX_ELISION_LOSS,
    MAX_INEXACT_SCORE,
    MAX_LENGTH_RATIO,
    MIN_ANSWER_SCORE,
    MIN_FIT,
    MIN_INEXACT_LEAD,
    MIN_PIECES_SHARE,
    MIN_SHARED_FIT,
    MIN_SHARED_WORDS,
    MIN_SIMILARITY,
    MIN_TELLING_WEIGHT,
    SEAT_SPARE_WORDS,
)
from factcheck.anchoring.text_index import Floats, Passages


class Likely(NamedTuple):
    """A passage that may match, with its features."""

    first: int
    stop: int
    fit: float
    alike: float  # similarity letter by letter
    weight: float  # total weight of the words found
    is_same: bool  # the words match one by one, and only some were replaced
    is_held: bool  # the quote's first and last words and its figures were found, and not much else is between

    @property
    def score(self) -> float:
        """From 0 to 1; 0 if the passage doesn't match."""
        if self.is_same and self.fit >= MIN_SHARED_FIT:
            return max(self.fit, MIN_ANSWER_SCORE)
        return self.fit if self.alike >= MIN_SIMILARITY else 0.0

    @property
    def is_clear(self) -> bool:
        """Whether the words alone leave no doubt."""
        return (
            self.fit >= CONFIDENT_FIT
            and self.alike >= CONFIDENT_FIT
            and self.weight >= MIN_TELLING_WEIGHT
            and self.is_held
        )


def approximate(text: Passages, quote: ParsedQuote) -> list[Likely]:
    """Passages that say nearly the same, best first, without overlaps."""
    weights = text.weights(quote.keys)
    matches = [*_elided(text, quote, weights)] if quote.elided else []
    for window in () if matches else text.windows(quote.keys, weights):
        match = laid(text, quote, weights, window)
        if match is not None:
            matches.append(match)
    matches = [it for it in matches if it.score >= MIN_FIT]
    matches.sort(key=lambda it: -it.fit)
    apart: list[Likely] = []
    for match in matches:
        if all(match.stop <= other.first or match.first >= other.stop for other in apart):
            apart.append(match)
    return apart


def _elided(text: Passages, quote: ParsedQuote, weights: Floats) -> list[Likely]:
    """The quote aligned between its first and last pieces. Longer passages lose against the best one."""
    found = []
    chosen, total = chains(text, quote, weights), float(weights.sum())
    lacks = [(chosen[0].worth - it.worth) / total for it in chosen]
    is_alone = len(chosen) < 2 or lacks[1] >= MIN_INEXACT_LEAD
    for chain, lack in zip(chosen, lacks, strict=True):
        if lack > MAX_ELISION_LOSS:
            break
        match = laid(text, quote, weights, range(chain.first, chain.stop))
        if match is not None:
            found.append(match._replace(fit=match.fit - lack, is_held=match.is_held and is_alone))
    return found


def laid(text: Passages, quote: ParsedQuote, weights: Floats, window: range) -> Likely | None:
    """The quote aligned with a window of the text; None if nothing, or not both ends, was found."""
    keys = text.tokens.keys
    alignment = fit(quote.keys, weights, keys[window.start : window.stop], quote.elided)
    pairs = [(at, place + window.start, alike) for at, place, alike in alignment.pairs]
    pairs = rimmed(text, quote, trimmed(pairs, weights), weights)
    if not any(alike for _, _, alike in pairs) or not _has_ends(quote, weights, pairs):
        return None
    weight = float(sum(weights[at] * alike for at, _, alike in pairs))
    kept = "".join(keys[place] for _, place, _ in pairs)
    alike = Indel.normalized_similarity("".join(quote.keys), kept)
    first, stop = pairs[0][1], pairs[-1][1] + 1
    is_short = stop - first <= MAX_LENGTH_RATIO * len(quote.keys) + 2 or bool(quote.elided)
    is_held = pairs[0][0] == 0 and pairs[-1][0] == len(quote.keys) - 1 and pairs[0][2] * pairs[-1][2] > 0
    is_held = is_held and _has_numbers(quote, pairs)
    return Likely(
        first,
        stop,
        min(round(alignment.score, FIT_DECIMALS), MAX_INEXACT_SCORE),
        alike,
        weight,
        _is_same(quote, pairs),
        is_short and is_held,
    )


def seated(text: Passages, quote: ParsedQuote, weights: Floats, gap: range) -> Likely | None:
    """The quote aligned with a gap. It fills the gap, unless its own first or last word comes earlier."""
    match = laid(text, quote, weights, gap)
    if match is None:
        return None
    keys = text.tokens.keys
    first = (
        match.first if keys[match.first] == quote.keys[0] or match.first - gap.start > SEAT_SPARE_WORDS else gap.start
    )
    stop = (
        match.stop if keys[match.stop - 1] == quote.keys[-1] or gap.stop - match.stop > SEAT_SPARE_WORDS else gap.stop
    )
    return match._replace(first=first, stop=stop)


def _is_same(quote: ParsedQuote, pairs: Sequence[TokenPair]) -> bool:
    """Whether the words of quote and passage match one by one, and most of them are similar."""
    words = [alike > 0 for at, _, alike in pairs if quote.keys[at][0].isalnum()]
    is_row = pairs[-1][1] - pairs[0][1] + 1 <= len(pairs) + 1 and len(pairs) >= len(quote.keys) - 1
    return is_row and sum(words) >= MIN_SHARED_WORDS * len(words)


def _has_numbers(quote: ParsedQuote, pairs: Sequence[TokenPair]) -> bool:
    """Whether all figures of the quote were found."""
    there = {at for at, _, alike in pairs if alike == 1}
    return all(at in there for at, it in enumerate(quote.keys) if any(map(str.isdigit, it)))


def _has_ends(quote: ParsedQuote, weights: Floats, pairs: Sequence[TokenPair]) -> bool:
    """Whether, in a quote with ellipses, half the weight of its first piece and half of its last was found."""
    if not quote.elided:
        return True
    there = {at: alike for at, _, alike in pairs}
    for piece in (quote.pieces()[0], quote.pieces()[-1]):
        weight = sum(float(weights[at]) * there.get(at, 0.0) for at in piece)
        if weight < MIN_PIECES_SHARE * float(weights[piece.start : piece.stop].sum()):
            return False
    return True

"""The ends of a quote laid into a text: pairs of tokens that don't belong to the passage are left out (pure)."""

from __future__ import annotations

from itertools import accumulate, pairwise

from factcheck.anchoring.quotes.quote_syntax import ParsedQuote
from factcheck.anchoring.scoring import (
    MAX_WORDS_PAST_SENTENCE,
    MIN_EDGE_PARAGRAPH_SHARE,
    MIN_TRIMMED_WORDS,
    REPLACED_COST,
    SENTENCE_ENDS,
)
from factcheck.anchoring.text_index import Floats, Passages

TokenPair = tuple[int, int, float]  # token of the quote, token of the text, similarity


def trimmed(pairs: list[TokenPair], weights: Floats) -> list[TokenPair]:
    """The pairs without runs at either end that cost more than they add: words that only the quote has."""
    for _ in range(2):
        pairs = pairs[::-1]  # first the end, then the beginning
        gains = (float(weights[at]) * (alike or -REPLACED_COST) for at, _, alike in pairs)
        costs = list(accumulate(gains, initial=0.0))
        worst = costs.index(min(costs))
        if worst >= MIN_TRIMMED_WORDS:
            pairs = pairs[worst:]
    return pairs


def rimmed(text: Passages, quote: ParsedQuote, pairs: list[TokenPair], weights: Floats) -> list[TokenPair]:
    """The pairs without punctuation that replaces words at the ends, and without a few words past a paragraph break."""
    for step in (-1, 1):
        pairs = pairs[::step]
        while pairs and not pairs[0][2] and not text.tokens.keys[pairs[0][1]][0].isalnum():
            pairs = pairs[1:]
        if pairs and not quote.elided:
            pairs = _before_break(text, pairs, weights)
        pairs = pairs[::step]
    return pairs


def _before_break(text: Passages, pairs: list[TokenPair], weights: Floats) -> list[TokenPair]:
    """The pairs without the first few, if a sentence or paragraph ends after them and they have little weight."""
    if pairs[-1][1] - pairs[0][1] in {len(pairs) - 1, 1 - len(pairs)}:
        return pairs  # no words between them
    until = next((at + 1 for at, (one, other) in enumerate(pairwise(pairs)) if _is_gap(text, one, other)), 0)
    if not until:
        return pairs
    there, whole = (sum(float(weights[at]) * alike for at, _, alike in it) for it in (pairs[:until], pairs))
    is_little = there < MIN_EDGE_PARAGRAPH_SHARE * whole
    breaks = text.paragraph_of(pairs[0][1]) != text.paragraph_of(pairs[until][1])
    return pairs[until:] if is_little and (breaks or until <= MAX_WORDS_PAST_SENTENCE) else pairs


def _is_gap(text: Passages, one: TokenPair, other: TokenPair) -> bool:
    """Whether words and the end of a sentence or paragraph are between two pairs, in either direction."""
    low, high = sorted((one[1], other[1]))
    if high - low <= 2:
        return False
    return text.paragraph_of(low) != text.paragraph_of(high) or any(
        it[0] in SENTENCE_ENDS for it in text.tokens.keys[low:high]
    )

"""Finding a quote as a person gives it in a prepared text (pure); docs/anchoring.md tells the method and its limits.

First the very words; then the same letters in other typography, case and blanks; then words that are alike, in
windows where enough of the quote's rarer words stand together. Places are code points, end exclusive.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, islice
from typing import NamedTuple

import numpy as np
import regex
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from factcheck.articles.alignment import key, tokens
from factcheck.claims.graphemes import widen
from factcheck.claims.matching.fitting import OTHER, fit
from factcheck.claims.matching.passages import TELLING, Passages, runs_of
from factcheck.claims.selectors import Change, Found, State

ELLIPSIS = regex.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*")


RIMS = " \t\n\"'“”„‟‘’‚‛«»‹›`´"  # what people put around a quote
MOST = 20  # candidates
MOST_EQUAL = 1_000  # equal passages that are told apart: the first, and those from the hint on
LONGEST = 5_000  # words of a quote that is found even when it is inexact
TYPED, CUT = 0.99, 0.9  # the score of the same words in other typography; the same, but inside of words
LEAST, LEAST_ALIKE = 0.3, 0.55  # the fit and the likeness below which it is not there
ENOUGH = 0.42  # the score from which an answer may be given unasked for others
CLEAR = 0.85  # the fit and the likeness from which it may be sure
FEWEST_TRIMMED = 5  # words at a rim that may be the asker's own; a single one was replaced
CONTEXT = 0.1  # what either side of the context can add to a rank
BLANKS = 0.99  # of an agreement is left when only blanks and breaks differ
AROUND = 2  # times the length of a context in which it is looked for: the text may have more blanks
SEAM = 0.5  # how far one side of the context must agree, where any is given, for a place to be sure
MARGIN = 0.02  # by which the best must lead
MOST_LONGER = 1.3  # times the words of a quote: longer passages need a look
WIDE_MARGIN = 0.1  # the same when its words are only alike


class Asked(NamedTuple):
    """A quote taken apart: its keys, and before which of them it says that words are left out."""

    keys: list[str]
    elided: frozenset[int]


def asked(quote: str) -> Asked:
    """The words of a quote without the signs of an ellipsis."""
    keys: list[str] = []
    elided = set()
    for piece in ELLIPSIS.split(quote):
        if keys:
            elided.add(len(keys))
        keys += tokens(piece).keys
    return Asked(keys, frozenset(elided - {len(keys)}))


Pair = tuple[int, int, float]  # a token of the quote, one of the text, their likeness


class Likely(NamedTuple):
    """A passage that may be meant: tokens, end exclusive, and what speaks for it."""

    first: int
    stop: int
    fit: float
    alike: float
    told: float
    is_held: bool  # whether the quote's own first and last words stand there, and not much between them


def approximate(text: Passages, quote: Asked) -> list[Likely]:
    """Passages that say nearly the same, best first, none of them over another."""
    weights = text.weights(quote.keys)
    found: list[Likely] = []
    for window in text.windows(quote.keys, weights):
        laid = fit(quote.keys, weights, text.tokens.keys[window.start : window.stop], quote.elided)
        pairs = _trimmed([(at, place + window.start, alike) for at, place, alike in laid.pairs], weights)
        if not any(alike for _, _, alike in pairs):
            continue
        told = float(sum(weights[at] * alike for at, _, alike in pairs))
        kept = "".join(text.tokens.keys[place] for _, place, _ in pairs)
        alike = Indel.normalized_similarity("".join(quote.keys), kept)
        first, stop = pairs[0][1], pairs[-1][1] + 1
        is_short = stop - first <= MOST_LONGER * len(quote.keys) + 2 or bool(quote.elided)
        is_held = pairs[0][0] == 0 and pairs[-1][0] == len(quote.keys) - 1 and pairs[0][2] * pairs[-1][2] > 0
        found.append(Likely(first, stop, laid.score, alike, told, is_short and is_held))
    found.sort(key=lambda it: -it.fit)
    apart: list[Likely] = []
    for it in found:
        if all(it.stop <= other.first or it.first >= other.stop for other in apart):
            apart.append(it)
    return apart


def _trimmed(pairs: list[Pair], weights: NDArray[np.float32]) -> list[Pair]:
    """The pairs without runs at either end that cost more than they bring: words of the asker's, not of the text."""
    for _ in range(2):
        pairs = pairs[::-1]  # first the end, then the beginning
        gains = (float(weights[at]) * (alike or -OTHER) for at, _, alike in pairs)
        costs = list(accumulate(gains, initial=0.0))
        worst = costs.index(min(costs))
        if worst >= FEWEST_TRIMMED:
            pairs = pairs[worst:]
    return pairs


class Ranked(NamedTuple):
    """A passage with what decides between it and others; places are code points."""

    start: int
    end: int
    score: float
    rank: float  # the score and what the context adds to it
    is_hinted: bool
    is_clear: bool  # its own words leave no doubt
    agrees: bool  # all the context that was given stands around it


def candidates(text: Passages, quote: str, prefix: str, suffix: str, hint: int | None) -> list[Found]:
    """All passages that may be meant, best first; only one that beats every other is sure."""
    lead, trail = len(quote) - len(quote.lstrip()), len(quote.rstrip())
    prefix, suffix, hint = prefix + quote[:lead], quote[trail:] + suffix, None if hint is None else hint + lead
    quote = quote.strip()
    if not quote:
        return []
    places = _literal(text, quote, max(0, hint or 0)) or _nearly(text, quote)
    ranked = [_ranked(text.text, *place, prefix, suffix, hint) for place in places]
    ranked.sort(key=lambda it: (-it.rank, not it.is_hinted, _distance(it.start, hint), it.start))
    return [_judged(ranked, index, quote, text.text) for index in range(min(len(ranked), MOST))]


def _judged(ranked: list[Ranked], index: int, quote: str, text: str) -> Found:
    it = ranked[index]
    margin = ranked[0].rank - ranked[1].rank if len(ranked) > 1 else 1.0
    needed = MARGIN if it.score >= CUT else WIDE_MARGIN
    has_lead = margin >= needed or (it.agrees and margin > 0) or (it.is_hinted and margin >= 0)
    is_sure = it.is_clear and index == 0 and has_lead
    exact = text[it.start : it.end]
    change = Change.UNCHANGED if exact == quote else Change.TYPOGRAPHY if it.score >= TYPED else Change.REWORDED
    return Found(it.start, it.end, it.score, State.SURE if is_sure else State.LOOK, change)


def _ranked(
    text: str, start: int, end: int, score: float, is_clear: bool, prefix: str, suffix: str, hint: int | None
) -> Ranked:
    before = _context(prefix[::-1], text[max(0, start - AROUND * len(prefix)) : start][::-1])
    after = _context(suffix, text[end : end + AROUND * len(suffix)])
    agrees = before + after == bool(prefix.strip()) + bool(suffix.strip())
    is_likely = max(before, after) >= SEAM or not (prefix + suffix).strip()  # else another passage may be meant
    return Ranked(start, end, score, score + CONTEXT * (before + after), hint == start, is_clear and is_likely, agrees)


def _distance(start: int, hint: int | None) -> int:
    return abs(start - hint) if hint is not None else 0


def _context(wanted: str, seen: str) -> float:
    """How far one side of the context agrees, from its seam on; blanks, which fields change, count little."""
    if not wanted.strip():
        return 0.0
    return max(_agreement(wanted, seen), BLANKS * _agreement(" ".join(wanted.split()), " ".join(seen.split())))


def _agreement(wanted: str, seen: str) -> float:
    """How far the context agrees, from 0 to 1: half for the unbroken run at the seam, half for likeness in all."""
    seen = seen[: len(wanted)]
    run = next((at for at, (one, other) in enumerate(zip(wanted, seen, strict=False)) if one != other), len(seen))
    return 0.5 * min(run, len(wanted)) / len(wanted) + 0.5 * Indel.normalized_similarity(wanted, seen)


Known = tuple[int, int, float, bool]  # start, end, score, whether the words leave no doubt


def _literal(text: Passages, quote: str, hint: int) -> list[Known]:
    """Where the text has the very characters, or else the same letters and signs whatever their typography."""
    hits = {at for start in (0, hint) for at in islice(runs_of(text.text, quote, start), MOST_EQUAL)}
    places: list[Known] = [(at, at + len(quote), 1.0, True) for at in hits]
    keys = [] if places else tokens(quote).keys
    if "".join(keys) not in text.joined:
        keys = tokens(quote.strip(RIMS)).keys
    wanted = "".join(keys)
    for at in islice(runs_of(text.joined, wanted), MOST_EQUAL):
        first = int(np.searchsorted(text.offsets, at, side="right")) - 1
        stop = int(np.searchsorted(text.offsets, at + len(wanted), side="left"))
        borders = text.offsets[first] == at and text.offsets[stop] == at + len(wanted)
        is_whole = bool(borders) and stop - first == len(keys)
        start = text.tokens.starts[first] + _inside(text, first, at)
        end = text.tokens.starts[stop - 1] + _inside(text, stop - 1, at + len(wanted))
        places.append((*widen(text.text, start, end), TYPED if is_whole else CUT, is_whole))
    return places


def _inside(text: Passages, token: int, place: int) -> int:
    """How many code points of a token stand before `place`, an offset in all keys joined."""
    word = text.text[text.tokens.starts[token] : text.tokens.ends[token]]
    left = place - int(text.offsets[token])
    if left >= len(text.tokens.keys[token]):
        return len(word)
    count = 0
    while left > 0 and count < len(word):
        left -= len(key(word[count]))
        count += 1
    return count


def _nearly(text: Passages, quote: str) -> list[Known]:
    """Where the text says nearly the same in its own words."""
    places: list[Known] = []
    words = asked(quote.strip(RIMS))
    for it in approximate(text, words) if len(words.keys) <= LONGEST else ():
        if it.fit < LEAST or it.alike < LEAST_ALIKE:
            continue
        start, end = widen(text.text, text.tokens.starts[it.first], text.tokens.ends[it.stop - 1])
        is_clear = it.fit >= CLEAR and it.alike >= CLEAR and it.told >= TELLING and it.is_held
        places.append((start, end, min(it.fit, 0.98), is_clear))
    return places


@lru_cache(maxsize=4)  # some 30 MB for a text of a million characters
def prepared(text: str) -> Passages:
    """The text prepared for finding, kept for the next quote."""
    return Passages(text)

"""Finding a quote as a person gives it in a prepared text (pure); docs/anchoring.md tells the method and its limits.

First the very words; then the same letters in other typography, case, blanks and signs; then words that are alike, in
windows where enough of the quote's rarer words stand together. Places are code points, end exclusive.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from factcheck.claims.graphemes import widen
from factcheck.claims.matching import context as around
from factcheck.claims.matching.approximate import Likely, approximate, laid
from factcheck.claims.matching.asking import Asked, readings, unrepeated
from factcheck.claims.matching.context import Context
from factcheck.claims.matching.literal import Known, literal
from factcheck.claims.matching.passages import Passages
from factcheck.claims.matching.thresholds import (
    AROUND,
    BOTH,
    CONTEXT,
    CUT,
    ELSEWHERE,
    ENOUGH,
    LEAST,
    LONGEST,
    MARGIN,
    MOST,
    RESIGNED,
    SEAM,
    SEAT,
    SEEN,
    UNLIKELY,
    UNSEEN,
    WHOLE,
    WIDE_MARGIN,
)
from factcheck.claims.selectors import Change, Found, State


class Quote(NamedTuple):
    """What is looked for; `hint` is where it is believed to begin."""

    exact: str
    prefix: str
    suffix: str
    hint: int | None


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
    if not quote.strip():
        return []
    asked = Quote(quote.strip(), prefix, suffix, hint)
    ranked = [_ranked(text, place, asked) for place in _places(text, asked)]
    ranked.sort(key=lambda it: (-it.rank, not it.is_hinted, _distance(it.start, hint), it.start))
    return [_judged(ranked, index, quote.strip(), text.text) for index in range(min(len(ranked), MOST))]


def _places(text: Passages, quote: Quote) -> list[Known]:
    """The very words, or else what is nearly the same, and what stands between the words of the context."""
    found = literal(text, quote.exact, max(0, quote.hint or 0))
    if any(_is_seen(text.text, it, quote) for it in found):
        return found
    asked = [unrepeated(it, text.lettered.joined) for it in readings(quote.exact) if len(it.keys) <= LONGEST]
    context = around.seen(quote.prefix, quote.suffix)
    between = _between(text, asked, context)
    if not found:
        return between or [it._replace(seats=_seats(text, it, context)) for it in _nearly(text, asked)]
    between = between or _beside(text, asked, context)
    if not between:
        return found
    places = [*_apart(between, found), *found]  # which of them is meant can't be sure
    return [it._replace(is_clear=False, seats=_seats(text, it, context)) for it in places]


def _is_seen(text: str, place: Known, quote: Quote) -> bool:
    """Whether the characters next to a place, on one side, are those that were next to the quote."""
    before, after = quote.prefix[-SEEN:], quote.suffix[:SEEN]
    is_before = len(before) == SEEN and text.endswith(before, 0, place.start)
    return is_before or (len(after) == SEEN and text.startswith(after, place.end)) or not (before + after).strip()


def _between(text: Passages, asked: list[Asked], context: Context) -> list[Known]:
    """What stands between the words of the context, as far as it says the quote: that is enough."""
    found = [it for reading in asked[:1] for it in _laid(text, reading, around.gaps(text, context, len(reading.keys)))]
    seated = [it._replace(seats=_seats(text, it, context)) for it in found]
    return [it._replace(score=max(it.score, ENOUGH)) for it in seated if it.seats == BOTH]


def _beside(text: Passages, asked: list[Asked], context: Context) -> list[Known]:
    """The same at one side of these words."""
    found = [it for reading in asked[:1] for it in _laid(text, reading, around.rims(text, context, len(reading.keys)))]
    return [it for it in found if _seats(text, it, context)]


def _laid(text: Passages, reading: Asked, windows: list[range]) -> list[Known]:
    weights = text.weights(reading.keys)
    found: list[Known] = []
    for window in windows:
        it = laid(text, reading, weights, window)
        if it is not None and it.score >= LEAST:
            found += _apart([_known(text, it)], found)
    return found


def _seats(text: Passages, place: Known, context: Context) -> int:
    return around.sides(text, context, *text.span(place.start, place.end))


def _nearly(text: Passages, asked: list[Asked]) -> list[Known]:
    """Where the text says nearly the same in its own words, by the reading of the quote that fits best."""
    best: list[Likely] = []
    for reading in asked:
        if not best or best[0].score < WHOLE:
            best = max(best, approximate(text, reading), key=lambda it: it[0].score if it else 0.0)
    if not best and any(reading.elided for reading in asked):  # the dots may be no ellipsis
        found = approximate(text, asked[0]._replace(elided=frozenset()))
        best = [it for it in found if it.score >= WHOLE]
    return [_known(text, it) for it in best]


def _apart(places: list[Known], others: list[Known]) -> list[Known]:
    """Those places that lie over none of the others."""
    return [it for it in places if all(it.end <= other.start or it.start >= other.end for other in others)]


def _known(text: Passages, it: Likely) -> Known:
    start, end = widen(text.text, text.tokens.starts[it.first], text.tokens.ends[it.stop - 1])
    return Known(start, end, it.score, it.is_clear)


def _judged(ranked: list[Ranked], index: int, quote: str, text: str) -> Found:
    it = ranked[index]
    margin = ranked[0].rank - ranked[1].rank if len(ranked) > 1 else 1.0
    needed = MARGIN if it.score >= CUT else WIDE_MARGIN
    has_lead = margin >= needed or (it.agrees and margin > 0) or (it.is_hinted and margin >= 0)
    is_sure = it.is_clear and index == 0 and has_lead
    exact = text[it.start : it.end]
    change = Change.UNCHANGED if exact == quote else Change.TYPOGRAPHY if it.score >= RESIGNED else Change.REWORDED
    return Found(it.start, it.end, it.score, State.SURE if is_sure else State.LOOK, change)


def _ranked(text: Passages, place: Known, quote: Quote) -> Ranked:
    (start, end, score, is_clear, seats), (prefix, suffix) = place, quote[1:3]
    before = around.agreement(prefix[::-1], text.text[max(0, start - AROUND * len(prefix)) : start][::-1])
    after = around.agreement(suffix, text.text[end : end + AROUND * len(suffix)])
    given = bool(prefix.strip()) + bool(suffix.strip())
    is_likely = max(before, after) >= SEAM or not given  # else another passage may be meant
    rank = score + CONTEXT * (before + after) + SEAT * seats
    if given and max(before, after) < UNSEEN and score < ELSEWHERE:
        score = min(score, UNLIKELY)
    return Ranked(start, end, score, rank, quote.hint == start, is_clear and is_likely, 0 < given == before + after)


def _distance(start: int, hint: int | None) -> int:
    return abs(start - hint) if hint is not None else 0


@lru_cache(maxsize=4)  # some 30 MB for a text of a million characters
def prepared(text: str) -> Passages:
    """The text prepared for finding, kept for the next quote."""
    return Passages(text)

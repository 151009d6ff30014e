"""Finding a quote as a person gives it in a prepared text (pure); docs/anchoring.md tells the method and its limits.

First the very words; then the same letters in other typography, case, blanks and signs; then words that are alike, in
windows where enough of the quote's rarer words stand together. Places are code points, end exclusive.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from factcheck.anchoring.graphemes import widen
from factcheck.anchoring.quotes import context as around
from factcheck.anchoring.quotes.approximate_match import Likely, approximate, seated
from factcheck.anchoring.quotes.context import Context
from factcheck.anchoring.quotes.exact_match import ExactPassage, literal
from factcheck.anchoring.quotes.quote_syntax import ParsedQuote, is_code, readings, unrepeated
from factcheck.anchoring.scoring import (
    ADJACENT_CHARACTERS,
    CHANCE_AGREEMENT,
    CONTEXT_REACH,
    CONTEXT_WEIGHT,
    INEXACT_CONTEXT_WEIGHT,
    MAX_CANDIDATES,
    MAX_INEXACT_WORDS,
    MAX_SCORE_OUT_OF_CONTEXT,
    MIN_ANSWER_SCORE,
    MIN_FIT,
    MIN_INEXACT_LEAD,
    MIN_LEAD,
    MIN_SCORE_OUT_OF_CONTEXT,
    MIN_SIDE_AGREEMENT,
    MIN_UNELIDED_SCORE,
    SCORE_INSIDE_WORDS,
    SCORE_OTHER_SIGNS,
    SEAT_BONUS,
)
from factcheck.anchoring.selectors import Found, State, WordingChange
from factcheck.anchoring.text_index import Passages


class PreparedQuote(NamedTuple):
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
    asked = PreparedQuote(quote.strip(), prefix, suffix, hint)
    places = _places(text, asked)
    weight = CONTEXT_WEIGHT if all(it.score >= SCORE_INSIDE_WORDS for it in places) else INEXACT_CONTEXT_WEIGHT
    ranked = [_ranked(text, place, asked, weight) for place in places]
    ranked.sort(key=lambda it: (-it.rank, not it.is_hinted, _distance(it.start, hint), it.start))
    return [_judged(ranked, index, quote.strip(), text.text) for index in range(min(len(ranked), MAX_CANDIDATES))]


def _places(text: Passages, quote: PreparedQuote) -> list[ExactPassage]:
    """The very words, or else what is nearly the same, and what stands between the words of the context."""
    found = literal(text, quote.exact, max(0, quote.hint or 0))
    seen = max((_sides(text.text, it, quote) for it in found), default=0)
    if found and seen == bool(quote.prefix.strip()) + bool(quote.suffix.strip()):
        return found
    read = readings(quote.exact, text.joined)
    asked = [unrepeated(it, text.lettered.joined) for it in read if len(it.keys) <= MAX_INEXACT_WORDS]
    alike = _between(text, asked[:1], around.seen(quote.prefix, quote.suffix))
    if not alike and not seen:
        alike = _nearly(text, asked, quote.exact)
    if not found:
        return alike
    apart = _apart(alike, found)  # where there are any, which of them all is meant can't be sure
    return [it._replace(is_clear=it.is_clear and not apart) for it in (*found, *apart)]


def _sides(text: str, place: ExactPassage, quote: PreparedQuote) -> int:
    """On how many sides of a place the characters stand that stood next to the quote."""
    before, after = quote.prefix[-ADJACENT_CHARACTERS:], quote.suffix[:ADJACENT_CHARACTERS]
    is_before = len(before) == ADJACENT_CHARACTERS and text.endswith(before, 0, place.start)
    return is_before + (len(after) == ADJACENT_CHARACTERS and text.startswith(after, place.end))


def _between(text: Passages, asked: list[ParsedQuote], context: Context) -> list[ExactPassage]:
    """What stands between the words of the context, as far as it says the quote: that is enough."""
    found: list[ExactPassage] = []
    for reading in asked:
        weights = text.weights(reading.keys)
        for gap in around.gaps(text, context, len(reading.keys)):
            it = seated(text, reading, weights, gap)
            if it is not None and it.score >= MIN_FIT and around.is_between(text, context, it.first, it.stop):
                found.append(_known(text, it)._replace(score=max(it.score, MIN_ANSWER_SCORE), seat=SEAT_BONUS))
    return found


def _nearly(text: Passages, asked: list[ParsedQuote], quote: str) -> list[ExactPassage]:
    """Where the text says nearly the same in its own words, by the reading of the quote that fits best."""
    best: list[Likely] = []
    for reading in asked:
        if not best or best[0].score < MIN_UNELIDED_SCORE:
            best = max(best, approximate(text, reading), key=lambda it: it[0].score if it else 0.0)
    if not best and asked and is_code(quote):  # its dots may be no ellipsis
        found = approximate(text, asked[-1]._replace(elided=frozenset()))
        best = [it for it in found if it.score >= MIN_UNELIDED_SCORE]
    return [_known(text, it) for it in best]


def _apart(places: list[ExactPassage], others: list[ExactPassage]) -> list[ExactPassage]:
    """Those places that lie over none of the others."""
    return [it for it in places if all(it.end <= other.start or it.start >= other.end for other in others)]


def _known(text: Passages, it: Likely) -> ExactPassage:
    start, end = widen(text.text, text.tokens.starts[it.first], text.tokens.ends[it.stop - 1])
    return ExactPassage(start, end, it.score, it.is_clear)


def _judged(ranked: list[Ranked], index: int, quote: str, text: str) -> Found:
    it = ranked[index]
    margin = ranked[0].rank - ranked[1].rank if len(ranked) > 1 else 1.0
    needed = MIN_LEAD if it.score >= SCORE_INSIDE_WORDS else MIN_INEXACT_LEAD
    has_lead = margin >= needed or (it.agrees and margin > 0) or (it.is_hinted and margin >= 0)
    is_sure = it.is_clear and index == 0 and has_lead
    exact = text[it.start : it.end]
    change = (
        WordingChange.UNCHANGED
        if exact == quote
        else WordingChange.TYPOGRAPHY
        if it.score >= SCORE_OTHER_SIGNS
        else WordingChange.REWORDED
    )
    return Found(it.start, it.end, it.score, State.SURE if is_sure else State.LOOK, change)


def _ranked(text: Passages, place: ExactPassage, quote: PreparedQuote, weight: float) -> Ranked:
    """A place with its rank: both sides of a context that was given must agree, or the only one."""
    (start, end, score, is_clear, seat), (prefix, suffix) = place, quote[1:3]
    before = around.agreement(prefix[::-1], text.text[max(0, start - CONTEXT_REACH * len(prefix)) : start][::-1])
    after = around.agreement(suffix, text.text[end : end + CONTEXT_REACH * len(suffix)])
    given = bool(prefix.strip()) + bool(suffix.strip())
    is_likely = max(before, after) >= MIN_SIDE_AGREEMENT or not given  # else another passage may be meant
    agreed = (before + after) / 2 + min(before, after) if given > 1 else 2 * max(before, after)
    rank = score + weight * agreed + seat
    if given and max(before, after) < CHANCE_AGREEMENT and score < MIN_SCORE_OUT_OF_CONTEXT:
        score = min(score, MAX_SCORE_OUT_OF_CONTEXT)
    return Ranked(start, end, score, rank, quote.hint == start, is_clear and is_likely, 0 < given == before + after)


def _distance(start: int, hint: int | None) -> int:
    return abs(start - hint) if hint is not None else 0


@lru_cache(maxsize=4)  # some 30 MB for a text of a million characters
def prepared(text: str) -> Passages:
    """The text prepared for finding, kept for the next quote."""
    return Passages(text)

"""Finds a quote, as a person enters it, in a prepared text (pure); docs/anchoring.md describes method and limits.

First exactly the same characters; then the same letters in other typography, case, spacing and punctuation; then
similar words, in windows that have enough of the quote's rarer words. Offsets are code points, end exclusive.
"""

from __future__ import annotations

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
from factcheck.textdiff.text_cache import cached_by_length


class PreparedQuote(NamedTuple):
    """The quote to find; `hint` is its assumed start."""

    exact: str
    prefix: str
    suffix: str
    hint: int | None


class Ranked(NamedTuple):
    """A passage with all that ranks it among others; offsets are code points."""

    start: int
    end: int
    score: float
    rank: float  # the score with what the context adds
    is_hinted: bool
    is_clear: bool  # its own words leave no doubt
    agrees: bool  # all the context that was given is around it


def candidates(text: Passages, quote: str, prefix: str, suffix: str, hint: int | None) -> list[Found]:
    """All passages that may match, best first; only one that beats all others is sure."""
    lead, trail = len(quote) - len(quote.lstrip()), len(quote.rstrip())
    prefix, suffix, hint = prefix + quote[:lead], quote[trail:] + suffix, None if hint is None else hint + lead
    if not quote.strip():
        return []
    prepared_quote = PreparedQuote(quote.strip(), prefix, suffix, hint)
    places = _places(text, prepared_quote)
    weight = CONTEXT_WEIGHT if all(it.score >= SCORE_INSIDE_WORDS for it in places) else INEXACT_CONTEXT_WEIGHT
    ranked = [_ranked(text, place, prepared_quote, weight) for place in places]
    ranked.sort(key=lambda it: (-it.rank, not it.is_hinted, _distance(it.start, hint), it.start))
    return [_judged(ranked, index, quote.strip(), text.text) for index in range(min(len(ranked), MAX_CANDIDATES))]


def _places(text: Passages, quote: PreparedQuote) -> list[ExactPassage]:
    """Exact matches or else approximate ones, and what is between the words of the context."""
    found = literal(text, quote.exact, max(0, quote.hint or 0))
    seen = max((_sides(text.text, it, quote) for it in found), default=0)
    if found and seen == bool(quote.prefix.strip()) + bool(quote.suffix.strip()):
        return found
    read = readings(quote.exact, text.joined)
    quotes = [unrepeated(it, text.lettered.joined) for it in read if len(it.keys) <= MAX_INEXACT_WORDS]
    alike = _between(text, quotes[:1], around.seen(quote.prefix, quote.suffix))
    if not alike and not seen:
        alike = _nearly(text, quotes, quote.exact)
    if not found:
        return alike
    apart = _apart(alike, found)  # if there are any, no match is certain
    return [it._replace(is_clear=it.is_clear and not apart) for it in (*found, *apart)]


def _sides(text: str, place: ExactPassage, quote: PreparedQuote) -> int:
    """On how many sides of a passage the characters are the same as next to the quote."""
    before, after = quote.prefix[-ADJACENT_CHARACTERS:], quote.suffix[:ADJACENT_CHARACTERS]
    is_before = len(before) == ADJACENT_CHARACTERS and text.endswith(before, 0, place.start)
    return is_before + (len(after) == ADJACENT_CHARACTERS and text.startswith(after, place.end))


def _between(text: Passages, quotes: list[ParsedQuote], context: Context) -> list[ExactPassage]:
    """What is between the words of the context, if it resembles the quote at all."""
    found: list[ExactPassage] = []
    for reading in quotes:
        weights = text.weights(reading.keys)
        for gap in around.gaps(text, context, len(reading.keys)):
            match = seated(text, reading, weights, gap)
            if (
                match is not None
                and match.score >= MIN_FIT
                and around.is_between(text, context, match.first, match.stop)
            ):
                found.append(_exact(text, match)._replace(score=max(match.score, MIN_ANSWER_SCORE), seat=SEAT_BONUS))
    return found


def _nearly(text: Passages, quotes: list[ParsedQuote], quote: str) -> list[ExactPassage]:
    """Passages that say nearly the same, for the reading of the quote that fits best."""
    best: list[Likely] = []
    for reading in quotes:
        if not best or best[0].score < MIN_UNELIDED_SCORE:
            best = max(best, approximate(text, reading), key=lambda it: it[0].score if it else 0.0)
    if not best and quotes and is_code(quote):  # its dots may not be an ellipsis
        found = approximate(text, quotes[-1]._replace(elided=frozenset()))
        best = [it for it in found if it.score >= MIN_UNELIDED_SCORE]
    return [_exact(text, it) for it in best]


def _apart(places: list[ExactPassage], others: list[ExactPassage]) -> list[ExactPassage]:
    """The passages that don't overlap any of the others."""
    return [it for it in places if all(it.end <= other.start or it.start >= other.end for other in others)]


def _exact(text: Passages, match: Likely) -> ExactPassage:
    start, end = widen(text.text, text.tokens.starts[match.first], text.tokens.ends[match.stop - 1])
    return ExactPassage(start, end, match.score, match.is_clear)


def _judged(ranked: list[Ranked], index: int, quote: str, text: str) -> Found:
    passage = ranked[index]
    margin = ranked[0].rank - ranked[1].rank if len(ranked) > 1 else 1.0
    needed = MIN_LEAD if passage.score >= SCORE_INSIDE_WORDS else MIN_INEXACT_LEAD
    has_lead = margin >= needed or (passage.agrees and margin > 0) or (passage.is_hinted and margin >= 0)
    is_sure = passage.is_clear and index == 0 and has_lead
    exact = text[passage.start : passage.end]
    change = (
        WordingChange.UNCHANGED
        if exact == quote
        else WordingChange.TYPOGRAPHY
        if passage.score >= SCORE_OTHER_SIGNS
        else WordingChange.REWORDED
    )
    return Found(passage.start, passage.end, passage.score, State.CONFIDENT if is_sure else State.UNCERTAIN, change)


def _ranked(text: Passages, place: ExactPassage, quote: PreparedQuote, weight: float) -> Ranked:
    """A passage with its rank. Of the context that was given, all sides must agree."""
    (start, end, score, is_clear, seat), prefix, suffix = place, quote.prefix, quote.suffix
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


@cached_by_length(500_000)  # some 15 MB, or one text
def prepared(text: str) -> Passages:
    """The text prepared for searching, cached for the next quote."""
    return Passages(text)

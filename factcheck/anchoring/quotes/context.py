"""Where a quote belongs, judged by the words around it, even if its own words changed (pure). Positions are tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from rapidfuzz.distance import Indel

from factcheck.anchoring.scoring import (
    BLANKS_FACTOR,
    LETTERS_PER_CHARACTER,
    MAX_CANDIDATES,
    MAX_CONTEXT_PLACES,
    MAX_SEAT_RATIO,
    MIN_ADJACENT_LETTERS,
    MIN_SEAT_RATIO,
    RUN_WEIGHT,
    SEAT_SPARE_WORDS,
    SIMILARITY_WEIGHT,
)
from factcheck.anchoring.text_index import Passages, TokenSpan
from factcheck.textdiff.alignment import tokens


class Context(NamedTuple):
    """The keys just before and just after a quote: few but distinctive; empty where the context is too short."""

    before: list[str]
    after: list[str]


def seen(prefix: str, suffix: str) -> Context:
    """The words next to the quote. The words at the far ends are left out, because a context may cut them."""
    before, after = tokens(prefix).keys, tokens(suffix).keys
    return Context(_telling(before[::-1])[::-1], _telling(after))


def _telling(keys: Sequence[str]) -> list[str]:
    letters = 0
    for count, word in enumerate(keys[:-1], 1):
        letters += _letters(word)
        if letters >= MIN_ADJACENT_LETTERS:
            return list(keys[:count])
    return []


def _letters(word: str) -> int:
    if not word[0].isalnum():
        return 0
    return LETTERS_PER_CHARACTER if len(word) == 1 and word.isalpha() and not word.isascii() else len(word)


def is_between(text: Passages, context: Context, first: int, stop: int) -> bool:
    """Whether the words before and after the quote are also before and after this passage."""
    keys, (before, after) = text.tokens.keys, context
    return keys[max(0, first - len(before)) : first] == before and keys[stop : stop + len(after)] == after


def gaps(text: Passages, context: Context, words: int) -> list[range]:
    """The gaps, of about so many words, between the words before a quote and the words after it.

    None if there are many: then these words aren't distinctive.
    """
    stops, starts = _places(text, context.before), [it.first for it in _places(text, context.after)]
    found = []
    for span in stops:
        at = bisect_right(starts, span.stop)
        if (
            at < len(starts)
            and MIN_SEAT_RATIO * words <= starts[at] - span.stop <= MAX_SEAT_RATIO * words + SEAT_SPARE_WORDS
        ):
            found.append(range(span.stop, starts[at]))
    return found if len(found) <= MAX_CANDIDATES else []


def _places(text: Passages, keys: Sequence[str]) -> list[TokenSpan]:
    """Where these words occur in the text; empty if they occur often."""
    found = list(islice(text.runs(keys), MAX_CONTEXT_PLACES + 1)) if keys else []
    return found if len(found) <= MAX_CONTEXT_PLACES else []


def agreement(wanted: str, found: str) -> float:
    """How far one side of the context agrees, starting next to the quote. Spaces, which fields change, count little."""
    if not wanted.strip():
        return 0.0
    return max(_agreement(wanted, found), BLANKS_FACTOR * _agreement(" ".join(wanted.split()), " ".join(found.split())))


def _agreement(wanted: str, found: str) -> float:
    """The agreement, from 0 to 1: half for the unbroken run next to the quote, half for overall similarity."""
    found = found[: len(wanted)]
    run = next((at for at, (one, other) in enumerate(zip(wanted, found, strict=False)) if one != other), len(found))
    similarity = Indel.normalized_similarity(wanted, found)
    return RUN_WEIGHT * min(run, len(wanted)) / len(wanted) + SIMILARITY_WEIGHT * similarity

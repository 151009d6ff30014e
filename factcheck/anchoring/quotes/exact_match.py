"""Where a text has exactly the characters of a quote, or the same letters in other typography (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from factcheck.anchoring.graphemes import widen
from factcheck.anchoring.quotes.quote_syntax import RIMS
from factcheck.anchoring.scoring import (
    MAX_EQUAL_PASSAGES,
    SCORE_INSIDE_WORDS,
    SCORE_OTHER_SIGNS,
    SCORE_OTHER_TYPOGRAPHY,
)
from factcheck.anchoring.text_index import Passages, runs_of
from factcheck.textdiff.alignment import Tokens, key, tokens


class ExactPassage(NamedTuple):
    """A passage in code points: its score, whether its words leave no doubt, and the bonus for its position."""

    start: int
    end: int
    score: float
    is_clear: bool
    seat: float = 0.0


def literal(text: Passages, quote: str, hint: int) -> list[ExactPassage]:
    """Exactly the same characters, or else the same letters and signs, or else the same letters."""
    hits = {at for start in (0, hint) for at in islice(runs_of(text.text, quote, start), MAX_EQUAL_PASSAGES)}
    if hits:
        return [ExactPassage(at, at + len(quote), 1.0, True) for at in hits]
    for wording in dict.fromkeys((quote, quote.strip(RIMS))):
        found = list(islice(_typed(text, tokens(wording).keys), MAX_EQUAL_PASSAGES))
        if found:
            return found
    return list(islice(_resigned(text, quote.strip(RIMS)), MAX_EQUAL_PASSAGES))


def _typed(text: Passages, keys: Sequence[str]) -> Iterator[ExactPassage]:
    """The same letters and signs, in any typography, case and spacing."""
    wanted = "".join(keys)
    for at in runs_of(text.joined, wanted):
        first = int(np.searchsorted(text.offsets, at, side="right")) - 1
        stop = int(np.searchsorted(text.offsets, at + len(wanted), side="left"))
        borders = text.offsets[first] == at and text.offsets[stop] == at + len(wanted)
        is_whole = bool(borders) and stop - first == len(keys)
        start = text.tokens.starts[first] + _inside(text, first, at)
        end = text.tokens.starts[stop - 1] + _inside(text, stop - 1, at + len(wanted))
        yield ExactPassage(
            *widen(text.text, start, end), SCORE_OTHER_TYPOGRAPHY if is_whole else SCORE_INSIDE_WORDS, is_whole
        )


def _inside(text: Passages, token: int, place: int) -> int:
    """How many code points of a token come before `place`, an offset in all keys joined."""
    word = text.text[text.tokens.starts[token] : text.tokens.ends[token]]
    left = place - int(text.offsets[token])
    if left >= len(text.tokens.keys[token]):
        return len(word)
    count = 0
    while left > 0 and count < len(word):
        left -= len(key(word[count]))
        count += 1
    return count


def _resigned(text: Passages, quote: str) -> Iterator[ExactPassage]:
    """The same whole words with other punctuation, or none, between them. Hyphenated words are one word."""
    quoted = tokens(quote)
    quoted_words = [it for it in quoted.keys if it[0].isalnum()]
    letters = "".join(quoted_words)
    words = _words(quoted, quote, range(len(quoted.keys)))
    for at in runs_of(text.lettered.joined, letters):
        span = text.lettered.tokens_of(at, at + len(letters))
        if span is None:
            continue
        first, stop = span
        start, end = widen(text.text, text.tokens.starts[first], text.tokens.ends[stop - 1])
        is_same = _words(text.tokens, text.text, range(first, stop)) == words
        is_clear = is_same and text.tells(quoted_words)
        yield ExactPassage(start, end, SCORE_OTHER_SIGNS if is_same else SCORE_INSIDE_WORDS, is_clear)


def _words(parts: Tokens, text: str, places: range) -> list[str]:
    """The words, without punctuation. Words joined by a hyphen, even at the end of a line, are one word."""
    found: list[str] = []
    is_open = False  # whether a hyphen just joined the next word to the last one
    for at in places:
        if parts.keys[at][0].isalnum():
            if is_open and found:
                found[-1] += parts.keys[at]
            else:
                found.append(parts.keys[at])
            is_open = False
        else:
            is_open = parts.keys[at] == "-" and bool(found) and _joins(parts, text, at)
    return found


def _joins(parts: Tokens, text: str, at: int) -> bool:
    """Whether a hyphen directly follows a word, and a word or a line end directly follows the hyphen."""
    end = parts.ends[at]
    is_close = at > 0 and parts.ends[at - 1] == parts.starts[at]
    return is_close and end < len(text) and (text[end] == "\n" or not text[end].isspace())

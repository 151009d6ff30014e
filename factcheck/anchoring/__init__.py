"""Anchoring: finding quoted words in a text, and again in its later versions; never by guessing (pure).

All offsets are code points, end exclusive. What is found carries a state: `sure`, or `look` when a person must say
whether it is meant. What isn't there is None. docs/anchoring.md tells the methods, their sources and their limits.
"""

from __future__ import annotations

from factcheck.anchoring import scoring
from factcheck.anchoring.quotes import quote_search
from factcheck.anchoring.revisions.reanchor import Pair as Pair
from factcheck.anchoring.revisions.reanchor import pair_of
from factcheck.anchoring.selectors import Found as Found
from factcheck.anchoring.selectors import State as State
from factcheck.anchoring.selectors import WordingChange as WordingChange


def find(text: str, quote: str, prefix: str = "", suffix: str = "", hint: int | None = None) -> Found | None:
    """Where the text says the quote, exactly or nearly; None when it does not.

    `prefix` and `suffix` are words just before and after, `hint` is where they are believed to begin. Equal passages
    that these can't tell apart are answered by the nearest or first one, as `look`.
    """
    if hint is not None and (prefix or suffix) and _stands_at(text, quote, prefix, suffix, hint):
        return Found(hint, hint + len(quote), 1.0, State.SURE)
    found = candidates(text, quote, prefix, suffix, hint)
    return found[0] if found and found[0].score >= scoring.MIN_ANSWER_SCORE else None


def candidates(text: str, quote: str, prefix: str = "", suffix: str = "", hint: int | None = None) -> list[Found]:
    """All passages that say the quote, exactly or nearly, the likeliest first; at most 20, the first alone `sure`."""
    return quote_search.candidates(quote_search.prepared(text), quote, prefix, suffix, hint)


def reanchor(old_text: str, new_text: str, start: int, end: int) -> Found | None:
    """Where the new version of a text has what the old one has from `start` to `end`; None when that is gone.

    Always from the version in which a mark was made. For many marks of the same versions, a `Pair` of them is faster.
    """
    return pair_of(old_text, new_text).reanchor(start, end)


def _stands_at(text: str, quote: str, prefix: str, suffix: str, start: int) -> bool:
    before = max(0, start - len(prefix))
    return (
        bool(quote.strip())
        and start >= 0
        and text.startswith(quote, start)
        and text[before:start] == prefix
        and text.startswith(suffix, start + len(quote))
    )

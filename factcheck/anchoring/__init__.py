"""Anchoring: find quoted words in a text, and find them again in later versions of it (pure).

All offsets are code points, end exclusive. A result has a state: `sure`, or `look` when a person must confirm it. What
isn't found is None. docs/anchoring.md describes the methods, their sources and their limits.
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
    """The passage that matches the quote, exactly or approximately; None if there is none.

    `prefix` and `suffix` are the words just before and after, `hint` is the assumed start. If several equal passages
    match these equally well, the result is the nearest or first one, as `look`.
    """
    if hint is not None and (prefix or suffix) and _stands_at(text, quote, prefix, suffix, hint):
        return Found(hint, hint + len(quote), 1.0, State.CONFIDENT)
    found = candidates(text, quote, prefix, suffix, hint)
    return found[0] if found and found[0].score >= scoring.MIN_ANSWER_SCORE else None


def candidates(text: str, quote: str, prefix: str = "", suffix: str = "", hint: int | None = None) -> list[Found]:
    """All passages that match the quote, exactly or approximately, best first; at most 20, only the first `sure`."""
    return quote_search.candidates(quote_search.prepared(text), quote, prefix, suffix, hint)


def reanchor(old_text: str, new_text: str, start: int, end: int) -> Found | None:
    """The passage of the new version that corresponds to `start`–`end` of the old one; None if it was removed.

    Start from the version in which the highlight was made. For many highlights, a `Pair` of the versions is faster.
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

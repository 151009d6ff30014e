"""Equal passages next to each other, which can't be told apart (pure). Positions are token indices."""

from __future__ import annotations

from bisect import bisect_right

from factcheck.anchoring.text_index import Passages, TokenSpan


def has_copy_beside(old: Passages, mark: TokenSpan, new: Passages, place: TokenSpan) -> bool:
    """Whether one version repeats the words of a mark around it more often than the other version does.

    Which of the copies was added or removed is then a guess.
    """
    keys = "".join(old.keys(mark))
    return _count_beside(old, mark, keys) != _count_beside(new, place, keys) > 0


def _count_beside(text: Passages, span: TokenSpan, keys: str) -> int:
    """How often these keys occur in the paragraph of these tokens, the one before and the one after."""
    paragraphs = text.tokens.paragraphs
    first = bisect_right(paragraphs, span.first) - 1
    last = bisect_right(paragraphs, span.stop - 1)
    low, high = paragraphs[max(0, first - 1)], paragraphs[min(len(paragraphs) - 1, last + 1)]
    return text.joined.count(keys, int(text.offsets[low]), int(text.offsets[high]))

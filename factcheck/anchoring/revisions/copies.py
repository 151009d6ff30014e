"""Equal passages side by side, of which nobody can tell one from the other (pure). Places are tokens."""

from __future__ import annotations

from bisect import bisect_right

from factcheck.anchoring.text_index import Passages, TokenSpan


def has_copy_beside(old: Passages, mark: TokenSpan, new: Passages, place: TokenSpan) -> bool:
    """Whether one text has the words of a mark more often around it than the other has around its place.

    Which of the copies went or came is a guess then.
    """
    keys = "".join(old.keys(mark))
    return _count_beside(old, mark, keys) != _count_beside(new, place, keys) > 0


def _count_beside(text: Passages, span: TokenSpan, keys: str) -> int:
    """How often a text has these keys in the paragraph of some tokens, in the one before or in the one after."""
    paragraphs = text.tokens.paragraphs
    first = bisect_right(paragraphs, span.first) - 1
    last = bisect_right(paragraphs, span.stop - 1)
    low, high = paragraphs[max(0, first - 1)], paragraphs[min(len(paragraphs) - 1, last + 1)]
    return text.joined.count(keys, int(text.offsets[low]), int(text.offsets[high]))

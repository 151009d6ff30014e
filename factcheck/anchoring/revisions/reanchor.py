"""Finds marks of one version of a text in another version (pure); docs/anchoring.md describes method and limits.

A mark whose words all have partners is there. A mark whose ends have their old neighbours extends from seam to seam.
Any other edited mark is aligned with the section between its neighbours, and searched for among the new words.
"""

from __future__ import annotations

from bisect import bisect_right

from factcheck.anchoring import scoring
from factcheck.anchoring.graphemes import widen
from factcheck.anchoring.revisions.anchor_candidates import AnchorCandidate, AnchorCandidates
from factcheck.anchoring.revisions.token_map import Partners, kept
from factcheck.anchoring.selectors import Found, State, WordingChange
from factcheck.anchoring.text_index import Passages, TokenSpan
from factcheck.textdiff.text_cache import cached_by_length


class Pair:
    """An old and a new version of a text, aligned once; after that, each mark takes little time."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = Passages(old), Passages(new)
        self.partners = Partners(self.old, self.new)
        self.candidates = AnchorCandidates(self.old, self.new, self.partners)

    def reanchor(self, start: int, end: int) -> Found | None:
        """The passage that corresponds to `start`–`end` of the old text, in code points; None if it was removed."""
        mark = self.old.span(start, end)
        if not 0 <= start < end or mark.first >= mark.stop:
            return None
        place = kept(self.partners.home, mark)
        if place is not None:
            return self._kept(mark, place, start, end)
        found = self.candidates.moved(mark) or self.candidates.between_seams(mark) or self.candidates.best(mark)
        return (
            self._judged(mark, found, start, end) if found is not None and found.belief >= scoring.MIN_BELIEF else None
        )

    def _kept(self, mark: TokenSpan, place: TokenSpan, start: int, end: int) -> Found:
        """If all words have partners in a row, the only doubt is which of several equal passages is meant."""
        left, right = self._cut(mark, place, start, end)
        is_same = self.old.text[start:end] == self.new.text[left:right]
        change = WordingChange.UNCHANGED if is_same else WordingChange.TYPOGRAPHY
        is_sure = self.partners.came_along(mark) or self._stands_once(mark)
        is_sure = is_sure and not _has_copy_beside(self.old, mark, self.new, place)
        score = 1.0 if is_same else scoring.SCORE_OTHER_TYPOGRAPHY
        return Found(left, right, score, State.CONFIDENT if is_sure else State.UNCERTAIN, change)

    def _judged(self, mark: TokenSpan, place: AnchorCandidate, start: int, end: int) -> Found:
        left, right = self._cut(mark, place.span, start, end)
        is_same = self.old.keys(mark) == self.new.keys(place.span)
        if self.old.text[start:end] == self.new.text[left:right]:
            change = WordingChange.MOVED
        else:
            change = WordingChange.TYPOGRAPHY if is_same else WordingChange.REWORDED
        is_short = self.new.letters(place.span) <= scoring.MAX_GROWTH * self.old.letters(mark)
        is_held = place.is_held and place.belief >= scoring.CONFIDENT_BELIEF and is_short
        is_sure = is_held or (is_same and self._stands_once(mark))
        is_sure = is_sure and not _has_copy_beside(self.old, mark, self.new, place.span)
        return Found(left, right, place.belief, State.CONFIDENT if is_sure else State.UNCERTAIN, change)

    def _stands_once(self, mark: TokenSpan) -> bool:
        """Whether these words of the old text occur once in the new one, and are too many to be there by chance."""
        keys = self.old.keys(mark)
        return self.new.tells(keys) and self.new.has_once(keys)

    def _cut(self, mark: TokenSpan, place: TokenSpan, start: int, end: int) -> tuple[int, int]:
        """The code points of a place. A mark that starts or ends inside a word does so there too."""
        old, new = self.old.tokens, self.new.tokens
        left, right = new.starts[place.first], new.ends[place.stop - 1]
        inside, outside = start - old.starts[mark.first], old.ends[mark.stop - 1] - end
        if inside > 0 and new.ends[place.first] - left == old.ends[mark.first] - old.starts[mark.first]:
            left += inside
        if outside > 0 and right - new.starts[place.stop - 1] == old.ends[mark.stop - 1] - old.starts[mark.stop - 1]:
            right -= outside
        if left >= right:  # both cuts fall into one word, which can't have two halves of two words
            left, right = new.starts[place.first], new.ends[place.stop - 1]
        return widen(self.new.text, left, right)


@cached_by_length(500_000)  # some 15 MB, or one pair
def pair_of(old: str, new: str) -> Pair:
    """The prepared pair of two texts, cached for the next mark."""
    return Pair(old, new)


def _has_copy_beside(old: Passages, mark: TokenSpan, new: Passages, place: TokenSpan) -> bool:
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

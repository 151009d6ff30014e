"""Where an edited passage starts and ends in the new text if its own first or last words changed (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factcheck.anchoring.revisions.token_map import TokenRange
from factcheck.anchoring.scoring import EDGE_SLACK, MAX_LEAD_IN_WORDS
from factcheck.anchoring.text_index import Passages, TokenSpan
from factcheck.anchoring.word_weight import FIRST_UNSPACED

ENDS = frozenset(".!?…。！？؟۔।:;")
PAUSES = frozenset(",،，、-|/·•")  # after a lead-in; dashes have the key of a hyphen


class Edges(NamedTuple):
    """A mark and the section of the new text that it is aligned with."""

    old: Passages
    new: Passages
    mark: TokenSpan
    stretch: TokenRange

    def around(self, pairs: Sequence[tuple[int, int]]) -> TokenSpan:
        """The tokens of the new text that the mark covers; `pairs` are (token of the mark, token of the new text)."""
        return TokenSpan(self._begin(*pairs[0]), self._stop(*pairs[-1]))

    def holds(self, pairs: Sequence[tuple[int, int]]) -> bool:
        """Whether both ends are certain: the mark's own words are there, or only the words that replaced them."""
        begin, stop = self.around(pairs)
        (at, place), (last, end) = pairs[0], pairs[-1]
        left = self.mark.stop - self.mark.first - 1 - last
        is_begun = begin == place if at == 0 else begin == self.stretch.low and place - begin <= at
        is_done = stop == end + 1 if left == 0 else stop == self.stretch.high and stop - end - 1 <= left
        return is_begun and is_done and self._is_whole(begin, stop)

    def is_sentence(self) -> bool:
        """Whether the mark starts with a sentence start and ends with a sentence end."""
        return is_start(self.old, self.mark.first) and is_end(self.old, self.mark.stop - 1)

    def _is_whole(self, begin: int, stop: int) -> bool:
        """Whether a mark that starts or ends with a sentence does so in its new place, or next to its old neighbour."""
        begins = begin == self.stretch.low or is_start(self.new, begin) or not is_start(self.old, self.mark.first)
        return begins and (
            stop == self.stretch.high or is_end(self.new, stop - 1) or not is_end(self.old, self.mark.stop - 1)
        )

    def _begin(self, at: int, place: int) -> int:
        first, before = self.mark.first, self.stretch.before
        low = max(self.stretch.low, self.new.paragraph_of(place))
        if place == self.stretch.low:
            return place
        if at == 0:
            return self._lead_in(place, low)
        begin = sentence_start(self.new, place, low)
        changed = self._word_before(place, low, count_words(self.old, range(first, first + at)))
        if is_start(self.old, first) and (before == first - 1 or is_start(self.new, begin)):
            begin = self._clause_start(changed, begin)
        elif before == first - 1:
            begin = low
        return begin if place - begin <= at + MAX_LEAD_IN_WORDS else changed

    def _word_before(self, place: int, low: int, count: int) -> int:
        """The token at which so many words start that end before `place`, or `low`."""
        while count and place > low:
            place -= 1
            count -= self.new.tokens.keys[place][0].isalnum()
        return place

    def _clause_start(self, changed: int, begin: int) -> int:
        """Where the clause with the changed words starts, searched from `begin` on.

        After a comma, a dash or a bar; otherwise at these words, if they have the capital letter of the mark's first
        word.
        """
        keys = self.new.tokens.keys
        has_capitals = all(self._letter(self.new, it).isupper() for it in (begin, changed))
        if changed > begin and has_capitals and self._is_capital():
            return changed
        return next((it for it in range(changed, begin, -1) if keys[it - 1][0] in PAUSES), begin)

    def _is_capital(self) -> bool:
        first, stop = self.mark
        word = next((it for it in range(first, stop) if self.old.tokens.keys[it][0].isalnum()), first)
        return self._letter(self.old, word).isupper()

    def _lead_in(self, place: int, low: int) -> int:
        """Where a mark starts whose first word is at `place`: there, unless a new word took its capital letter.

        “Their boats” that became “Some of their boats” starts at “Some”. A heading, a label or a name before it isn't
        part of it.
        """
        was, now = self._letter(self.old, self.mark.first), self._letter(self.new, place)
        begin = sentence_start(self.new, place, low)
        is_near = place - begin <= MAX_LEAD_IN_WORDS and all(
            it[0].isalnum() for it in self.new.tokens.keys[begin:place]
        )
        return begin if was.isupper() and now.islower() and is_near and is_start(self.old, self.mark.first) else place

    def _letter(self, text: Passages, at: int) -> str:
        return text.text[text.tokens.starts[at]]

    def _stop(self, at: int, place: int) -> int:
        stop, after, high = self.mark.stop, self.stretch.after, self.stretch.high
        left = stop - self.mark.first - 1 - at  # changed words at the end of the mark
        if left == 0 or place + 1 == high:
            return place + 1
        limit = min(high, self.new.paragraph_end(place))
        if after == stop or stop == self.old.size:
            return limit if limit - place - 1 <= left + EDGE_SLACK else sentence_end(self.new, place, limit)
        if is_end(self.old, stop - 1):
            return sentence_end(self.new, place, limit)
        return min(limit, place + 1 + left)


def sentence_start(text: Passages, at: int, low: int = 0) -> int:
    """The first token of the sentence around `at`, within its paragraph and not before `low`."""
    low = max(low, text.paragraph_of(at))
    while at > low and not is_end(text, at - 1):
        at -= 1
    return at


def sentence_end(text: Passages, at: int, high: int | None = None) -> int:
    """One past the last token of the sentence around `at`, within its paragraph and not after `high`."""
    limit = text.paragraph_end(at)
    high = limit if high is None else min(high, limit)
    while at < high - 1 and not is_end(text, at):
        at += 1
    return at + 1


def count_words(text: Passages, places: Iterable[int]) -> int:
    """The number of words among these tokens."""
    return sum(text.tokens.keys[it][0].isalnum() for it in places)


def is_start(text: Passages, at: int) -> bool:
    """Whether a sentence or a paragraph starts with this token."""
    rim = text.paragraph_of(at) if at < text.size else at
    while at > rim and not text.tokens.keys[at - 1][0].isalnum() and not is_end(text, at - 1):
        at -= 1
    return at <= rim or is_end(text, at - 1)


def is_end(text: Passages, at: int) -> bool:
    """Whether this token ends a sentence, unlike the stop after an initial (“J. C.”) or inside a name or number."""
    tokens = text.tokens
    if tokens.keys[at][0] not in ENDS:
        return False
    if tokens.keys[at].isascii() and at + 1 < text.size and tokens.starts[at + 1] == tokens.ends[at]:
        follower = tokens.keys[at + 1][0]
        return not follower.isalnum() or follower >= FIRST_UNSPACED
    return not (
        at and tokens.keys[at] == "." and _is_initial(text, at - 1) and tokens.ends[at - 1] == tokens.starts[at]
    )


def _is_initial(text: Passages, at: int) -> bool:
    letter = text.text[text.tokens.starts[at] : text.tokens.ends[at]]
    return len(letter) == 1 and letter.isupper()

"""A mark whose ends haven't changed: nothing was inserted between its own words and its old neighbours (pure).

Whatever was inserted between its words is then part of it. Positions are token indices.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from factcheck.anchoring.revisions.boundaries import sentence_end, sentence_start
from factcheck.anchoring.revisions.strays import hangs_on_little, without_others
from factcheck.anchoring.revisions.token_map import Ints
from factcheck.anchoring.scoring import MIN_KEPT_SHARE
from factcheck.anchoring.text_index import Passages, TokenSpan


class Seamed(NamedTuple):
    """A passage between seams."""

    span: TokenSpan
    kept: float  # the share of the mark's letters that have partners there
    is_close: bool  # whether both neighbours of the mark are still next to it


class Seams(NamedTuple):
    """A mark in the old text, and the partners of its tokens in the new one."""

    old: Passages
    new: Passages
    partners: Ints
    mark: TokenSpan

    def place(self) -> Seamed | None:
        """The mark's place, if enough of its letters have partners and neither end has changed."""
        found = self.partners[slice(*self.mark)].tolist()
        pairs = [(at + self.mark.first, other) for at, other in enumerate(found) if other >= 0]
        pairs = without_others(self.old, self.new, 0, pairs)
        kept = sum(len(self.old.tokens.keys[at]) for at, _ in pairs) / self.old.letters(self.mark)
        if kept < MIN_KEPT_SHARE or any(one >= other for (_, one), (_, other) in pairwise(pairs)):
            return None
        first, stop = self._first(*pairs[0]), self._stop(*pairs[-1])
        if not first or not stop:
            return None
        is_close = first[1] and stop[1] and not hangs_on_little(self.old.tokens.keys, self.new, pairs)
        return Seamed(TokenSpan(first[0], stop[0]), kept, is_close)

    def _first(self, at: int, other: int) -> tuple[int, bool] | None:
        """The first token of the place, and whether the mark's old neighbour precedes it; None if it isn't certain.

        `at` is the first token of the mark that has a partner, `other`. The words between it and the neighbour may have
        been replaced or removed; if words were added, it is unknown where they belong.
        """
        before = self.mark.first - 1
        while before >= 0 and not _is_word(self.old, before):
            before -= 1
        partner = int(self.partners[before]) if before >= 0 else -1
        if before < 0 or partner >= 0:
            was, now = _words(self.old, self.mark.first, at), _words(self.new, partner + 1, other)
            if len(now) <= len(was):
                own = _words(self.new, max(partner + 1, sentence_start(self.new, other)), other)
                begin = own[0] if own else other
                has_signs = _signs(self.new, begin, other) <= _signs(self.old, self.mark.first, at)
                return begin, has_signs and len(own) == len(was)
        opens = not _words(self.old, self.old.paragraph_of(self.mark.first), at)
        return (other, False) if opens and not _words(self.new, self.new.paragraph_of(other), other) else None

    def _stop(self, at: int, other: int) -> tuple[int, bool] | None:
        """One past the last token of the place, and whether the mark's old neighbour follows it."""
        after = self.mark.stop
        while after < self.old.size and not _is_word(self.old, after):
            after += 1
        partner = int(self.partners[after]) if after < self.old.size else self.new.size
        if partner >= 0:
            was, now = _words(self.old, at + 1, self.mark.stop), _words(self.new, other + 1, partner)
            if len(now) <= len(was):
                own = _words(self.new, other + 1, min(partner, sentence_end(self.new, other)))
                return (own[-1] if own else other) + 1, len(own) == len(was)
        closes = not _words(self.old, at + 1, self.old.paragraph_end(self.mark.stop - 1))
        return (other + 1, False) if closes and not _words(self.new, other + 1, self.new.paragraph_end(other)) else None


def _is_word(text: Passages, at: int) -> bool:
    return text.tokens.keys[at][0].isalnum()


def _words(text: Passages, start: int, stop: int) -> list[int]:
    """The tokens from `start` to `stop` that are words."""
    return [at for at in range(start, stop) if _is_word(text, at)]


def _signs(text: Passages, start: int, stop: int) -> set[str]:
    """The signs among these tokens."""
    return {text.tokens.keys[at] for at in range(start, stop) if not _is_word(text, at)}

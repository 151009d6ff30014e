"""Words at the ends of a place that belong elsewhere: any two texts have short words in common (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from factcheck.anchoring.revisions.boundaries import count_words, is_end
from factcheck.anchoring.scoring import (
    LONG_WORD_LETTERS,
    MAX_STRAY_TOKENS,
    MIN_COMMON_LETTERS,
    MIN_KEPT_SHARE,
    MIN_RUN_LETTERS,
)
from factcheck.anchoring.text_index import Passages
from factcheck.anchoring.word_weight import letters_of

Pair = tuple[int, int]


def without_strays(old: Sequence[str], new: Sequence[str], pairs: list[Pair]) -> list[Pair]:
    """The pairs without punctuation and short words at either end that belong to another clause.

    `pairs` are (token of `old`, token of `new`).
    """
    for _ in range(2):
        while len(pairs) > 1 and _is_stray(old[pairs[0][0]], [new[it] for it in _between(pairs[0][1], pairs[1][1])]):
            pairs = pairs[1:]
        pairs = pairs[::-1]  # first the start, then the end
    return pairs


def without_others(old: Passages, new: Passages, first: int, pairs: list[Pair]) -> list[Pair]:
    """The pairs without those at either end that a break in the new text separates from the rest.

    Only if they are few: a heading may share a word with the sentence below it. `pairs` are (token of the mark that
    starts at `first`, token of `new`). A break that the old text has, too, doesn't count, nor do words next to it.
    """
    if len(pairs) < 2 or new.paragraph_of(pairs[0][1]) == new.paragraph_of(pairs[-1][1]):
        return pairs
    for _ in range(2):
        pairs = pairs[_others(old, new, first, pairs) :][::-1]  # first the start, then the end
    return pairs


def _others(old: Passages, new: Passages, first: int, pairs: list[Pair]) -> int:
    """The number of pairs at the start that belong to another paragraph."""
    letters, found = 0, 0
    for count, ((at, one), (after, other)) in enumerate(pairwise(pairs), 1):
        letters += letters_of(new.tokens.keys[one]) if old.tokens.keys[first + at] == new.tokens.keys[one] else 0
        if letters >= MIN_RUN_LETTERS:
            break
        is_one = old.paragraph_of(first + at) == old.paragraph_of(first + after)
        if new.paragraph_of(one) == new.paragraph_of(other) or not is_one:
            continue
        piece = _to_the_break(new, pairs[0][1], other)
        is_few = letters < MIN_KEPT_SHARE * sum(letters_of(new.tokens.keys[it]) for it in piece)
        replaced = count_words(old, [first + it for it in _between(at, after)])
        if not letters or (is_few and count_words(new, _to_the_break(new, one, other)) - 1 > replaced):
            found = count
    return found


def _to_the_break(text: Passages, one: int, other: int) -> range:
    """The tokens from this one to the nearer end of its paragraph, itself included."""
    return range(one, text.paragraph_end(one)) if one < other else range(text.paragraph_of(one), one + 1)


def _between(one: int, other: int) -> range:
    return range(min(one, other) + 1, max(one, other))


def _is_stray(key: str, gap: Sequence[str]) -> bool:
    """Whether a word or sign belongs to something else than the words beyond a gap."""
    if not key[0].isalnum():
        return len(gap) >= MAX_STRAY_TOKENS
    return letters_of(key) < LONG_WORD_LETTERS and len(gap) > 1 and not all(it[0].isalnum() for it in gap)


def hangs_on_little(old: Sequence[str], new: Passages, pairs: list[Pair]) -> bool:
    """Whether an end is one or two short words, separated from the rest by another sentence: “the” is everywhere."""
    return any(_is_little(old, new, side) for side in (pairs, pairs[::-1]))


def _is_little(old: Sequence[str], new: Passages, pairs: list[Pair]) -> bool:
    letters = 0
    for (at, one), (_, other) in pairwise(pairs):
        letters += letters_of(old[at]) if old[at][0].isalnum() else 0
        if letters >= MIN_COMMON_LETTERS:
            return False
        between = _between(one, other)
        if len(between) >= MAX_STRAY_TOKENS and _parts(new, between):
            return True
    return False


def _parts(text: Passages, between: range) -> bool:
    """Whether a gap has a sentence end, or has words only, like a heading."""
    return any(is_end(text, it) for it in between) or all(text.tokens.keys[it][0].isalnum() for it in between)

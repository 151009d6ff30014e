"""The passages that two texts share (pure), also where words were changed, left out or put in another order."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from factcheck.textreuse.fingerprints import GROUP, hashes
from factcheck.textreuse.words import ComparedWord, compared_words

MAX_GAP = 4  # compared words between two groups of one passage
MAX_JUMP = 12  # compared words by which the order in the other text may differ
MIN_WORDS = 8  # shared compared words of a passage: fewer are a name with its office, or a figure of speech
MAX_PLACES = 20  # places of a group in the other text: a group with more says nothing


class ReadText(NamedTuple):
    """A text, its compared words, and the hash of each group of them."""

    text: str
    words: list[ComparedWord]
    hashes: list[int]


class SharedPassage(NamedTuple):
    """A passage in both texts, in code points, end exclusive; `words` is the number of compared words they share."""

    start: int
    end: int
    other_start: int
    other_end: int
    words: int


class _Chain:
    """Groups that follow each other in both texts."""

    def __init__(self, here: int, there: int) -> None:
        self.here, self.there = [here], [there]

    def takes(self, here: int, there: int) -> bool:
        return here - self.here[-1] <= MAX_GAP and abs(there - self.there[-1]) <= MAX_JUMP

    def add(self, here: int, there: int) -> None:
        self.here.append(here)
        self.there.append(there)


def read(text: str) -> ReadText:
    """A text as it is compared."""
    words = compared_words(text)
    return ReadText(text, words, hashes(words))


def shared_passages(one: ReadText, other: ReadText) -> list[SharedPassage]:
    """The passages that both texts have, in the order of the first; no word of it belongs to two of them."""
    taken: set[int] = set()
    found = []
    for chain in sorted(_chains(one, other), key=lambda it: -len(it.here)):
        words = _covered(chain.here) - taken
        if len(words) >= MIN_WORDS:
            taken |= words
            here, there = (min(words), max(words)), (min(chain.there), max(chain.there) + GROUP - 1)
            found.append(
                SharedPassage(
                    one.words[here[0]].start, one.words[here[1]].end,
                    other.words[there[0]].start, other.words[there[1]].end, len(words),
                )
            )  # fmt: skip
    return sorted(found)


def _chains(one: ReadText, other: ReadText) -> list[_Chain]:
    places: defaultdict[int, list[int]] = defaultdict(list)
    for at, value in enumerate(other.hashes):
        places[value].append(at)
    chains: list[_Chain] = []
    still_open: list[_Chain] = []
    for here, value in enumerate(one.hashes):
        if not (there := places.get(value)) or len(there) > MAX_PLACES:
            continue
        still_open = [chain for chain in still_open if here - chain.here[-1] <= MAX_GAP]
        for place in there:
            longest = max((it for it in still_open if it.takes(here, place)), key=lambda it: len(it.here), default=None)
            if longest is None:
                still_open.append(_Chain(here, place))
                chains.append(still_open[-1])
            else:
                longest.add(here, place)
    return chains


def _covered(groups: list[int]) -> set[int]:
    return {at for first in groups for at in range(first, first + GROUP)}

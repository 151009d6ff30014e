"""Whether two texts may have one origin (pure), and the texts of a collection that are worth comparing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from factcheck.textreuse.agency_marks import agencies
from factcheck.textreuse.fingerprints import winnowed
from factcheck.textreuse.passages import ReadText, SharedPassage, read, shared_passages

CHANCE_WORDS = 6  # compared words of each passage that two authors may share by chance
MIN_SHARE = 0.12  # of the shorter text, in words beyond those: one origin, as measured by benchmarks/origins
MIN_SHARE_MARKED = 0.11  # the same for texts that name the same agency
MIN_SHARED = 10  # words beyond chance, also of a short text
MIN_LEADS = 3  # equal fingerprints of texts that are worth comparing
MIN_LEAD_SHARE = 0.15  # of the fingerprints of the text that has fewer
MAX_TEXTS = 200  # texts with the same fingerprint: with more it is a formula, such as a notice on every page


class Relation(NamedTuple):
    """What two texts share: the passages, the share of the shorter text, 0 to 1, and agencies that both name."""

    passages: list[SharedPassage]
    share: float
    agencies: frozenset[str]

    @property
    def is_one_origin(self) -> bool:
        """Whether the texts may go back to one."""
        enough = MIN_SHARE_MARKED if self.agencies else MIN_SHARE
        return self.share >= enough and sum(map(_beyond_chance, self.passages)) >= MIN_SHARED


def relation(one: ReadText, other: ReadText) -> Relation:
    """What two texts share."""
    passages = shared_passages(one, other)
    shorter = min(len(one.words), len(other.words))
    share = min(1.0, sum(map(_beyond_chance, passages)) / shorter) if shorter else 0.0
    return Relation(passages, share, agencies(one.text) & agencies(other.text))


def leads(fingerprints: Mapping[int, Collection[int]]) -> Iterator[tuple[int, int]]:
    """The pairs of texts with enough equal fingerprints to be compared, lower key first."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for key in sorted(fingerprints):
        for value in fingerprints[key]:
            holders[value].append(key)
    for key in sorted(fingerprints):
        shared = Counter(_lower(key, fingerprints[key], holders))
        for other, count in shared.items():
            if count >= max(MIN_LEADS, MIN_LEAD_SHARE * min(len(fingerprints[key]), len(fingerprints[other]))):
                yield other, key


def related(texts: Mapping[int, str]) -> dict[tuple[int, int], Relation]:
    """The pairs of these texts that may have one origin, by their keys, lower key first."""
    parsed = {key: read(text) for key, text in texts.items()}
    pairs = leads({key: winnowed(text.hashes) for key, text in parsed.items()})
    found = {(one, other): relation(parsed[one], parsed[other]) for one, other in pairs}
    return {pair: it for pair, it in found.items() if it.is_one_origin}


def groups(shares: Mapping[tuple[int, int], float]) -> list[set[int]]:
    """The keys that related pairs connect, by the share of each pair; the strongest connect first.

    Two groups that both have several texts are one only if most of the smaller say so: a chance likeness between two
    texts doesn't join families.
    """
    group_of: dict[int, set[int]] = {}
    for one, other in sorted(shares, key=lambda pair: (-shares[pair], pair)):
        here, there = group_of.get(one, {one}), group_of.get(other, {other})
        smaller, larger = sorted((here, there), key=len)
        if here is not there and _is_linked(smaller, larger, shares):
            joined = here | there
            group_of |= dict.fromkeys(joined, joined)
    return list({id(group): group for group in group_of.values()}.values())


def _is_linked(smaller: set[int], larger: set[int], pairs: Collection[tuple[int, int]]) -> bool:
    linked = sum(any((min(it, other), max(it, other)) in pairs for other in larger) for it in smaller)
    return linked * 2 > len(smaller)


def _lower(key: int, values: Collection[int], holders: Mapping[int, list[int]]) -> Iterator[int]:
    """The keys below this one with the same fingerprint, once for each."""
    for value in values:
        if len(holders[value]) <= MAX_TEXTS:
            yield from (other for other in holders[value] if other < key)


def _beyond_chance(passage: SharedPassage) -> int:
    return passage.words - CHANCE_WORDS

"""Runs of words that two texts have once each, in the same order: patience diff, for long sections (pure)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

SHINGLE = 4  # words of a run


def unique_runs(old: list[str], new: list[str], left: range, right: range) -> list[tuple[int, int]]:
    """Positions of runs that are unique in each section; the longest selection in the same order (patience diff)."""
    here, there = _once(old, left), _once(new, right)
    places = [(place, there[run]) for run, place in here.items() if run in there]
    tails: list[int] = []  # the longest increasing subsequence, by patience sorting
    piles: list[int] = []
    before: list[int] = []
    for index, (_, found) in enumerate(places):
        pile = bisect_left(tails, found)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(found)
            piles.append(index)
        else:
            tails[pile], piles[pile] = found, index
    chain: list[tuple[int, int]] = []
    index = piles[-1] if piles else -1
    while index >= 0:
        chain.append(places[index])
        index = before[index]
    return chain[::-1]


def _once(keys: list[str], stretch: range) -> dict[tuple[str, ...], int]:
    runs = [tuple(keys[at : at + SHINGLE]) for at in range(stretch.start, stretch.stop - SHINGLE + 1)]
    counts = Counter(runs)
    return {run: stretch.start + at for at, run in enumerate(runs) if counts[run] == 1}

"""Where words were inserted or removed, if several positions are possible (pure). Positions are token indices.

“A b. A c.” that became “A c.” may have lost “A b.” or “b. A”: a reader would say the former.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

FARTHEST = 60  # tokens by which a gap may be moved
FEWEST_LETTERS = 4  # tokens of an isolated run; a shorter one agrees by chance
STOPS = frozenset(".!?…。！？؟۔।")
CLOSING = frozenset("\"')]}»”’」』）")


class Side(NamedTuple):
    """The keys of a text, and the first tokens of its paragraphs."""

    keys: Sequence[str]
    starts: frozenset[int]


def settle(old: Side, new: Side, partner: list[int]) -> None:
    """Move each gap of two aligned texts to the start of a paragraph or sentence.

    `partner` has for each token of `old` its partner in `new`, or -1, and is changed in place.
    """
    for after in breaks(partner)[1:]:
        if partner[after] < 0:
            continue  # inside a gap, which is handled once, from its end
        at = after - 1
        while at >= 0 and partner[at] < 0:
            at -= 1
        if at < 0:
            continue
        if after - at == 1 and partner[after] - partner[at] > 1:
            _settle_added(new, partner, at)
        elif after - at > 1 and partner[after] - partner[at] == 1:
            _settle_removed(old, partner, at, after)


def breaks(partner: list[int]) -> list[int]:
    """The tokens that start something: a run of partners, or a token without one."""
    here = np.array([-1, *partner], dtype=np.int64)  # the first has none before it
    return np.flatnonzero((here[:-1] < 0) | (np.diff(here) != 1)).tolist()


def _settle_removed(old: Side, partner: list[int], at: int, after: int) -> None:
    keys = old.keys
    if keys[at] != keys[after - 1] and keys[at + 1] != keys[after]:
        return
    rooms = left, right = _room(partner, at, after)
    left = _equal(keys, range(at, at - left, -1), range(after - 1, after - 1 - left, -1))
    right = _equal(keys, range(at + 1, at + 1 + right), range(after, after + right))
    shift = _best(old, range(at + 1, after), left, right, rooms)
    other = partner[at]
    if shift > 0:
        partner[at + 1 : after + shift] = [*range(other + 1, other + 1 + shift), *[-1] * (after - at - 1)]
    elif shift < 0:
        partner[at + 1 + shift : after] = [*[-1] * (after - at - 1), *range(other + 1 + shift, other + 1)]


def _settle_added(new: Side, partner: list[int], at: int) -> None:
    keys = new.keys
    other, place = partner[at], partner[at + 1]
    if keys[other] != keys[place - 1] and keys[other + 1] != keys[place]:
        return
    rooms = left, right = _room(partner, at, at + 1)
    left = _equal(keys, range(other, other - left, -1), range(place - 1, place - 1 - left, -1))
    right = _equal(keys, range(other + 1, other + 1 + right), range(place, place + right))
    shift = _best(new, range(other + 1, place), left, right, rooms)
    if shift > 0:
        partner[at + 1 : at + 1 + shift] = range(other + 1, other + 1 + shift)
    elif shift < 0:
        partner[at + 1 + shift : at + 1] = range(place + shift, place)


def _room(partner: list[int], at: int, after: int) -> tuple[int, int]:
    """The number of tokens before and after a gap whose partners are in a row."""
    left = right = 1
    while left < FARTHEST and at - left >= 0 and partner[at - left] == partner[at] - left:
        left += 1
    while right < FARTHEST and after + right < len(partner) and partner[after + right] == partner[after] + right:
        right += 1
    return left, right


def _equal(keys: Sequence[str], here: range, there: range) -> int:
    """The number of tokens that are equal from the start of two ranges on."""
    for count, (one, other) in enumerate(zip(here, there, strict=True)):
        if keys[one] != keys[other]:
            return count
    return len(here)


def _best(side: Side, gap: range, left: int, right: int, rooms: tuple[int, int]) -> int:
    """How far to move a gap, to the left if negative; 0 if no position is better.

    If no sentence starts there, a whole run of partners (`rooms` has their sizes) is joined to the one beyond the gap.
    """
    if not left and not right:
        return 0
    joining = {-rooms[0], rooms[1]} - {-FARTHEST, FARTHEST}
    shifts = sorted(range(-left, right + 1), key=abs)
    return max(
        shifts, key=lambda it: _parts(side, gap.start + it) + _parts(side, gap.stop + it) + (1 if it in joining else 0)
    )


def _parts(side: Side, at: int) -> int:
    """How strongly a token is separated from the one before: paragraphs more than sentences."""
    keys = side.keys
    if at in side.starts or at in (0, len(keys)):
        return 3
    before = at - 1
    if keys[at][0] in CLOSING:
        return 0
    while before and keys[before][0] in CLOSING:
        before -= 1
    return 2 if keys[before][0] in STOPS else 0


def drop_chance(keys: list[str], partner: list[int]) -> None:
    """Unpair runs so short that any two texts share them, unless they touch another run."""
    starts = breaks(partner)
    for start, stop in pairwise([*starts, len(partner)]):
        if partner[start] < 0 or _is_held(partner, start, stop):
            continue
        if sum(len(it) for it in keys[start:stop] if it[0].isalnum()) < FEWEST_LETTERS:
            partner[start:stop] = [-1] * (stop - start)


def _is_held(partner: list[int], start: int, stop: int) -> bool:
    """Whether the tokens on both sides have partners, so that a short run between them isn't chance."""
    before = start > 0 and partner[start - 1] >= 0
    after = stop < len(partner) and partner[stop] >= 0
    return before or after

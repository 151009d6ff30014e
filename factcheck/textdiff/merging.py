"""Two people's changes of one text put together, word by word (pure): a three-way merge, as diff3 does it by lines.

What only one of them changed is taken over. Where both changed the same words, the writer's own stand, and both
wordings are told: nothing is decided in silence, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factcheck.textdiff.runs import RunKind, runs


class Hunk(NamedTuple):
    """Characters of the base, from `start` to `end`, that somebody replaced by other ones."""

    start: int
    end: int
    text: str


class Clash(NamedTuple):
    """Words that both changed, each in their way."""

    yours: str
    theirs: str


class Merged(NamedTuple):
    """Both changes in one text, and the conflicting words (yours are in the text)."""

    text: str
    clashes: tuple[Clash, ...]


def merged(base: str, yours: str, theirs: str) -> Merged:
    """Merge two people's changes to `base`; without a base, yours is kept and everything else conflicts."""
    mine, others = list(_hunks(base, yours)), list(_hunks(base, theirs))
    out: list[str] = []
    clashes: list[Clash] = []
    at = 0
    for ours, their in _met(mine, others):
        start = min(hunk.start for hunk in (*ours, *their))
        end = max(hunk.end for hunk in (*ours, *their))
        left, right = _applied(base, ours, start, end), _applied(base, their, start, end)
        if ours and their and left != right:
            clashes.append(Clash(left, right))
        out += [base[at:start], left if ours else right]
        at = end
    return Merged("".join([*out, base[at:]]), tuple(clashes))


def _hunks(base: str, other: str) -> Iterator[Hunk]:
    at, start, added, is_open = 0, 0, "", False
    for run in (*runs(base, other), None):
        if run is None or run.change is RunKind.SAME:
            if is_open:
                yield Hunk(start, at, added)
            is_open, added = False, ""
        elif not is_open:
            start, is_open = at, True
        if run is not None:
            added += run.text if run.change is RunKind.ADDED else ""
            at += len(run.text) if run.change is not RunKind.ADDED else 0


def _met(mine: list[Hunk], others: list[Hunk]) -> Iterator[tuple[list[Hunk], list[Hunk]]]:
    """Hunks of both in the order of the base; those that touch come together."""
    rows = sorted([(hunk, 0) for hunk in mine] + [(hunk, 1) for hunk in others], key=lambda row: row[0][:2])
    group: tuple[list[Hunk], list[Hunk]] = ([], [])
    end = -1
    for hunk, side in rows:
        if hunk.start > end and (group[0] or group[1]):
            yield group
            group = ([], [])
        group[side].append(hunk)
        end = max(end, hunk.end)
    if group[0] or group[1]:
        yield group


def _applied(base: str, hunks: list[Hunk], start: int, end: int) -> str:
    """The base from `start` to `end` as one of them made it."""
    out, at = [], start
    for hunk in hunks:
        out += [base[at : hunk.start], hunk.text]
        at = hunk.end
    return "".join([*out, base[at:end]])

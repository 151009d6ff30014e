"""Merge two people's changes to one text, word by word (pure): a three-way merge, as diff3 does it by lines.

Changes by only one of them are taken over. If both changed the same words, the writer's own are kept and both wordings
are reported as a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factcheck.textdiff.runs import RunKind, runs


class Hunk(NamedTuple):
    """Characters of the base, from `start` to `end`, that somebody replaced."""

    start: int
    end: int
    text: str


class Clash(NamedTuple):
    """Words that both changed in different ways."""

    yours: str
    theirs: str


class Merged(NamedTuple):
    """The text with both changes, and the conflicting words (yours are in the text)."""

    text: str
    clashes: tuple[Clash, ...]


def merged(base: str, yours: str, theirs: str) -> Merged:
    """Merge two people's changes to `base`. Without a base, yours is kept and everything else is a conflict."""
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
    """Hunks of both in the order of the base; adjacent ones are grouped."""
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
    """The base from `start` to `end` with the changes of one of them."""
    out, at = [], start
    for hunk in hunks:
        out += [base[at : hunk.start], hunk.text]
        at = hunk.end
    return "".join([*out, base[at:end]])

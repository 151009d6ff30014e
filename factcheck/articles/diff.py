"""What changed between two texts, by words, in reading order (pure); the words are paired by `alignment`.

Nothing is lost: what is the same and what was removed is the old text to the character, what is the same and what was
added is the new one. Words that differ only in typography or capitals are paired, and told as changed.
"""

from __future__ import annotations

import enum
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from factcheck.articles.alignment import align, tokens
from factcheck.articles.text import SEPARATOR

FEWEST = 20  # code points of a paragraph that can be told as moved: shorter ones come twice by chance
JOINED = {"Mn", "Mc", "Me", "Cf"}  # categories of what belongs to the character before it
JOINER = "\u200d"
AROUND = 1  # unchanged paragraphs that stay in sight beside a changed one


class Change(enum.StrEnum):
    """What became of some words; of a paragraph also MOVED and CHANGED."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    MOVED_AWAY = "moved-away"
    MOVED_HERE = "moved-here"
    CHANGED = "changed"


MOVED = {Change.REMOVED: Change.MOVED_AWAY, Change.ADDED: Change.MOVED_HERE}


class Run(NamedTuple):
    """Some characters that are the same, removed or added."""

    change: Change
    text: str


class Paragraph(NamedTuple):
    """Runs between two breaks; `closing` is not SAME where the break after it was removed or added alone."""

    change: Change
    runs: tuple[Run, ...]
    closing: Change = Change.SAME

    @property
    def text(self) -> str:
        """All its characters, of both texts."""
        return "".join([run.text for run in self.runs])


class Stretch(NamedTuple):
    """Paragraphs in a row, all of them unchanged and out of sight of a change when `is_folded`."""

    is_folded: bool
    paragraphs: tuple[Paragraph, ...]


class Diff(NamedTuple):
    """Everything that became of a text; words of paragraphs that moved count as neither added nor removed."""

    paragraphs: tuple[Paragraph, ...]
    added: int
    removed: int
    moved: int  # paragraphs

    @property
    def is_same(self) -> bool:
        """Whether the two texts are equal to the character."""
        return all(it.change is Change.SAME and it.closing is Change.SAME for it in self.paragraphs)


def compare(old: str, new: str) -> Diff:
    """What became of `old` in `new`."""
    found = _moved(_closed(list(_paragraphs(runs(old, new)))))
    words = {Change.ADDED: 0, Change.REMOVED: 0}
    for it in found:
        for run in it.runs:
            if run.change in words and it.change not in MOVED.values():
                words[run.change] += sum(any(map(str.isalnum, key)) for key in tokens(run.text).keys)
    moved = sum(it.change is Change.MOVED_HERE for it in found)
    return Diff(tuple(found), words[Change.ADDED], words[Change.REMOVED], moved)


def runs(old: str, new: str) -> list[Run]:
    """Both texts in one row of runs, removed ones before added ones."""
    before, after = tokens(old), tokens(new)
    pieces: list[Run] = []
    one = other = 0
    for index, partner in enumerate(align(before, after)):
        if partner >= 0:
            start, begin = before.starts[index], after.starts[partner]
            pieces += _between(old[one:start], new[other:begin])
            one, other = before.ends[index], after.ends[partner]
            pieces += _between(old[start:one], new[begin:other])
    pieces += _between(old[one:], new[other:])
    grouped = groupby(pieces, key=lambda run: run.change)
    return [Run(change, "".join([run.text for run in some])) for change, some in grouped]


def stretches(paragraphs: Iterable[Paragraph]) -> list[Stretch]:
    """The paragraphs, those folded away that are unchanged and have none but unchanged ones beside them."""
    rows = list(paragraphs)
    touched = [index for index, it in enumerate(rows) if it.change is not Change.SAME]
    near = {index + step for index in touched for step in range(-AROUND, AROUND + 1)}
    grouped = groupby(enumerate(rows), key=lambda row: row[0] not in near)
    found = [Stretch(is_far, tuple(it for _, it in some)) for is_far, some in grouped]
    return [it if len(it.paragraphs) > 1 else it._replace(is_folded=False) for it in found]


def _between(old: str, new: str) -> Iterator[Run]:
    """What stands between two pairs of words; what both begin or end with is the same, in whole words and breaks."""
    left = _common(old, new, at_end=False)
    right = _common(old[left:], new[left:], at_end=True)
    for change, text in (
        (Change.SAME, old[:left]),
        (Change.REMOVED, old[left : len(old) - right]),
        (Change.ADDED, new[left : len(new) - right]),
        (Change.SAME, old[len(old) - right :]),
    ):
        if text:
            yield Run(change, text)


def _common(one: str, other: str, *, at_end: bool) -> int:
    """How many characters both begin with, or end with, if nothing is cut there that belongs together."""
    if one == other:
        return len(one)
    step = -1 if at_end else 1
    pairs = zip(one[::step], other[::step], strict=False)
    size = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    while size and any(_cuts(text, len(text) - size if at_end else size) for text in (one, other)):
        size -= 1
    return size


def _cuts(text: str, at: int) -> bool:
    """Whether a break of paragraphs, a word or a character with its marks would be parted here."""
    left, right = text[at - 1 : at], text[at : at + 1]
    if not (left and right):
        return False
    is_inside = unicodedata.category(right) in JOINED or left == JOINER or (left.isalnum() and right.isalnum())
    return is_inside or left == right == "\n"


def _paragraphs(row: Iterable[Run]) -> Iterator[Paragraph]:
    """The runs, parted at every break of either text."""
    standing: list[Run] = []
    for change, text in row:
        *parted, last = text.split(SEPARATOR)
        for part in parted:
            standing += [Run(change, part)] if part else []
            yield _paragraph(standing, change)
            standing = []
        standing += [Run(change, last)] if last else []
    if standing:
        yield _paragraph(standing, Change.SAME)


def _paragraph(row: list[Run], closing: Change) -> Paragraph:
    changes = {run.change for run in row} or {closing}
    return Paragraph(changes.pop() if len(changes) == 1 else Change.CHANGED, tuple(row), closing)


def _closed(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same paragraphs; a break that came or went with a whole one beside it is none to tell of."""
    for index, (it, after) in enumerate(pairwise(paragraphs)):
        if it.closing in (it.change, after.change):
            paragraphs[index] = it._replace(closing=Change.SAME)
    return paragraphs


def _moved(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same paragraphs; those that went from one place to another whole are told as moved."""
    came: dict[str, list[int]] = defaultdict(list)
    for index, it in enumerate(paragraphs):
        if it.change is Change.ADDED and len(it.text) >= FEWEST:
            came[it.text].append(index)
    for index, it in enumerate(paragraphs):
        if it.change is Change.REMOVED and came.get(it.text):
            for place in (index, came[it.text].pop(0)):
                paragraphs[place] = paragraphs[place]._replace(change=MOVED[paragraphs[place].change])
    return paragraphs

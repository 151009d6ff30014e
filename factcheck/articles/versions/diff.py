"""The differences between two texts, by words, in reading order, paragraph by paragraph (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from factcheck.db.slow import ahead
from factcheck.documents.text import SEPARATOR
from factcheck.textdiff.alignment import tokens
from factcheck.textdiff.runs import Run, RunKind, runs

FEWEST = 20  # code points from which a paragraph can be shown as moved: shorter ones are repeated by chance
MOST_RUNS = 3  # code points of a paragraph that is readable however little is unchanged
STAYED = 0.2  # share of a paragraph's characters that must be unchanged to show it word by word
AROUND = 1  # unchanged paragraphs shown next to a changed one
MOVED = {RunKind.REMOVED: RunKind.MOVED_AWAY, RunKind.ADDED: RunKind.MOVED_HERE}


class Paragraph(NamedTuple):
    """Runs between two breaks; `closing` isn't SAME if only the break after it was removed or added."""

    change: RunKind
    runs: tuple[Run, ...]
    closing: RunKind = RunKind.SAME

    @property
    def text(self) -> str:
        """All its characters, of both texts."""
        return "".join([run.text for run in self.runs])


class DiffSection(NamedTuple):
    """Consecutive paragraphs; all unchanged and not next to a change if `is_folded`."""

    is_folded: bool
    paragraphs: tuple[Paragraph, ...]


class Diff(NamedTuple):
    """All differences; words of moved paragraphs count as neither added nor removed."""

    paragraphs: tuple[Paragraph, ...]
    added: int
    removed: int
    moved: int  # paragraphs

    @property
    def is_same(self) -> bool:
        """Whether the two texts are identical."""
        return all(it.change is RunKind.SAME and it.closing is RunKind.SAME for it in self.paragraphs)


@ahead("comparing two texts")
def compare(old: str, new: str) -> Diff:
    """The differences between `old` and `new`."""
    found = _moved(_closed(list(_paragraphs(runs(old, new)))))
    words = {RunKind.ADDED: 0, RunKind.REMOVED: 0}
    for section in found:
        for run in section.runs:
            if run.change in words and section.change not in MOVED.values():
                words[run.change] += count_words(run.text)
    moved = sum(it.change is RunKind.MOVED_HERE for it in found)
    return Diff(tuple(found), words[RunKind.ADDED], words[RunKind.REMOVED], moved)


def count_words(text: str) -> int:
    """The number of words of a text, in any script, without punctuation."""
    return sum(any(map(str.isalnum, key)) for key in tokens(text).keys)


def stretches(paragraphs: Iterable[Paragraph]) -> list[DiffSection]:
    """The paragraphs; unchanged ones that are only next to unchanged ones are folded."""
    rows = list(paragraphs)
    touched = [index for index, it in enumerate(rows) if it.change is not RunKind.SAME]
    near = {index + step for index in touched for step in range(-AROUND, AROUND + 1)}
    grouped = groupby(enumerate(rows), key=lambda row: row[0] not in near)
    found = [DiffSection(is_far, tuple(it for _, it in some)) for is_far, some in grouped]
    return [it if len(it.paragraphs) > 1 else it._replace(is_folded=False) for it in found]


def _paragraphs(row: Iterable[Run]) -> Iterator[Paragraph]:
    """The runs, split at every break of either text."""
    current: list[Run] = []
    for change, text in row:
        *parted, last = text.split(SEPARATOR)
        for part in parted:
            current += [Run(change, part)] if part else []
            yield _paragraph(current, change)
            current = []
        current += [Run(change, last)] if last else []
    if current:
        yield _paragraph(current, RunKind.SAME)


def _paragraph(row: list[Run], closing: RunKind) -> Paragraph:
    row = _rewritten(row) if len(row) > MOST_RUNS else row
    changes = {run.change for run in row} or {closing}
    return Paragraph(changes.pop() if len(changes) == 1 else RunKind.CHANGED, tuple(row), closing)


def _rewritten(row: list[Run]) -> list[Run]:
    """The same runs; all words removed and all added if too few are unchanged to be readable word by word."""
    stayed = sum(len(run.text) for run in row if run.change is RunKind.SAME)
    if stayed >= STAYED * sum(len(run.text) for run in row):
        return row
    sides = ((RunKind.REMOVED, RunKind.ADDED), (RunKind.ADDED, RunKind.REMOVED))
    return [Run(one, "".join([run.text for run in row if run.change is not other])) for one, other in sides]


def _closed(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same paragraphs, without added or removed breaks that only go with a whole paragraph."""
    for index, (paragraph, after) in enumerate(pairwise(paragraphs)):
        if paragraph.closing in (paragraph.change, after.change):
            paragraphs[index] = paragraph._replace(closing=RunKind.SAME)
    return paragraphs


def _moved(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same paragraphs; those that changed their place as a whole are marked as moved."""
    came: dict[str, list[int]] = defaultdict(list)
    for index, paragraph in enumerate(paragraphs):
        if paragraph.change is RunKind.ADDED and len(paragraph.text) >= FEWEST:
            came[paragraph.text].append(index)
    for index, paragraph in enumerate(paragraphs):
        if paragraph.change is RunKind.REMOVED and came.get(paragraph.text):
            for place in (index, came[paragraph.text].pop(0)):
                paragraphs[place] = paragraphs[place]._replace(change=MOVED[paragraphs[place].change])
    return paragraphs

"""What changed between two texts, by words, in reading order, paragraph by paragraph (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from factcheck.db.slow import ahead
from factcheck.documents.text import SEPARATOR
from factcheck.textdiff.alignment import tokens
from factcheck.textdiff.runs import Run, RunKind, runs

FEWEST = 20  # code points of a paragraph that can be told as moved: shorter ones come twice by chance
MOST_RUNS = 3  # of a paragraph that is easily read, whatever stayed of it
STAYED = 0.2  # the share of a paragraph's characters that must stay for it to be told word by word
AROUND = 1  # unchanged paragraphs that stay in sight beside a changed one
MOVED = {RunKind.REMOVED: RunKind.MOVED_AWAY, RunKind.ADDED: RunKind.MOVED_HERE}


class Paragraph(NamedTuple):
    """Runs between two breaks; `closing` is not SAME where the break after it was removed or added alone."""

    change: RunKind
    runs: tuple[Run, ...]
    closing: RunKind = RunKind.SAME

    @property
    def text(self) -> str:
        """All its characters, of both texts."""
        return "".join([run.text for run in self.runs])


class DiffSection(NamedTuple):
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
        """Whether the two texts are identical."""
        return all(it.change is RunKind.SAME and it.closing is RunKind.SAME for it in self.paragraphs)


@ahead("comparing two texts")
def compare(old: str, new: str) -> Diff:
    """What became of `old` in `new`."""
    found = _moved(_closed(list(_paragraphs(runs(old, new)))))
    words = {RunKind.ADDED: 0, RunKind.REMOVED: 0}
    for it in found:
        for run in it.runs:
            if run.change in words and it.change not in MOVED.values():
                words[run.change] += count_words(run.text)
    moved = sum(it.change is RunKind.MOVED_HERE for it in found)
    return Diff(tuple(found), words[RunKind.ADDED], words[RunKind.REMOVED], moved)


def count_words(text: str) -> int:
    """How many words a text has, in any script; signs are none."""
    return sum(any(map(str.isalnum, key)) for key in tokens(text).keys)


def stretches(paragraphs: Iterable[Paragraph]) -> list[DiffSection]:
    """The paragraphs, those folded away that are unchanged and have none but unchanged ones beside them."""
    rows = list(paragraphs)
    touched = [index for index, it in enumerate(rows) if it.change is not RunKind.SAME]
    near = {index + step for index in touched for step in range(-AROUND, AROUND + 1)}
    grouped = groupby(enumerate(rows), key=lambda row: row[0] not in near)
    found = [DiffSection(is_far, tuple(it for _, it in some)) for is_far, some in grouped]
    return [it if len(it.paragraphs) > 1 else it._replace(is_folded=False) for it in found]


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
        yield _paragraph(standing, RunKind.SAME)


def _paragraph(row: list[Run], closing: RunKind) -> Paragraph:
    row = _rewritten(row) if len(row) > MOST_RUNS else row
    changes = {run.change for run in row} or {closing}
    return Paragraph(changes.pop() if len(changes) == 1 else RunKind.CHANGED, tuple(row), closing)


def _rewritten(row: list[Run]) -> list[Run]:
    """The same runs; all words removed and all added, if so few stayed that nobody can read it word by word."""
    stayed = sum(len(run.text) for run in row if run.change is RunKind.SAME)
    if stayed >= STAYED * sum(len(run.text) for run in row):
        return row
    sides = ((RunKind.REMOVED, RunKind.ADDED), (RunKind.ADDED, RunKind.REMOVED))
    return [Run(one, "".join([run.text for run in row if run.change is not other])) for one, other in sides]


def _closed(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same paragraphs; a break that came or went with a whole one beside it is none to tell of."""
    for index, (it, after) in enumerate(pairwise(paragraphs)):
        if it.closing in (it.change, after.change):
            paragraphs[index] = it._replace(closing=RunKind.SAME)
    return paragraphs


def _moved(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same paragraphs; those that went from one place to another whole are told as moved."""
    came: dict[str, list[int]] = defaultdict(list)
    for index, it in enumerate(paragraphs):
        if it.change is RunKind.ADDED and len(it.text) >= FEWEST:
            came[it.text].append(index)
    for index, it in enumerate(paragraphs):
        if it.change is RunKind.REMOVED and came.get(it.text):
            for place in (index, came[it.text].pop(0)):
                paragraphs[place] = paragraphs[place]._replace(change=MOVED[paragraphs[place].change])
    return paragraphs

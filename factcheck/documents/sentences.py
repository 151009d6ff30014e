"""Sentences of a text as units to choose (pure); only words and their positions are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple


class Sentence(NamedTuple):
    """Start and end of a sentence, in code points, end exclusive, and its block."""

    start: int
    end: int
    block: int


def sentences(text: str, blocks: Iterable[Sequence[Any]], language: str) -> Iterator[Sentence]:
    """The sentences of each block, in reading order, trimmed; none crosses the end of a block.

    `blocks` are [kind, start, end] in code points, `language` is a BCP 47 tag; the rules are those of sentencex.
    """
    import sentencex  # for those who choose by sentences

    for index, (_, start, end) in enumerate(blocks):
        at = start
        for piece in sentencex.segment(language.partition("-")[0], text[start:end]):
            inner = piece.strip()
            first = at + piece.find(inner) if inner else at
            at += len(piece)
            if inner:
                yield Sentence(first, first + len(inner), index)


def runs_of(chosen: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Chosen sentences as runs; adjacent ones are one run, unless a block ends between them."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(chosen):
        between = text[runs[-1][1] : start] if runs else ""
        if runs and not between.strip() and "\n" not in between and start >= runs[-1][1]:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs

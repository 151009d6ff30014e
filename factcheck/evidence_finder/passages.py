"""A captured text in passages that can be quoted (pure): a few sentences each, none across the end of a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.documents.sentences import sentences

LONGEST = 320  # code points of a passage, unless a single sentence is longer
SHORTEST = 25  # code points: less is a heading or a name
MOST = 5_000  # passages of one text


def passages(text: str, blocks: Sequence[Sequence[Any]], language: str = "en") -> list[tuple[int, int]]:
    """Start and end of each passage, in code points, in reading order."""
    return [it for it in _joined(text, blocks, language) if it[1] - it[0] >= SHORTEST][:MOST]


def _joined(text: str, blocks: Sequence[Sequence[Any]], language: str) -> Iterator[tuple[int, int]]:
    start, end, block = 0, 0, -1
    for sentence in sentences(text, blocks, language):
        if sentence.block == block and sentence.end - start <= LONGEST:
            end = sentence.end
            continue
        if end > start:
            yield start, end
        start, end, block = sentence
    if end > start:
        yield start, end

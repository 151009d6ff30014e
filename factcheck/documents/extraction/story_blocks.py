"""The blocks of a story, and the parts of its page that are left out (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from factcheck.documents.left_out import LeftOut, LeftOutKind
from factcheck.documents.text import Block


class StoryBlocks(NamedTuple):
    """The blocks of a story and the parts left out of the page, each with the number of blocks before it.

    `linked` are the places of blocks that are links and little else.
    """

    blocks: list[Block]
    placed: list[tuple[int, LeftOut]]
    linked: frozenset[int] = frozenset()

    @property
    def left_out(self) -> list[LeftOut]:
        """The parts left out, in document order."""
        return list(_merged(self.placed))

    def without(self, stays: Sequence[bool]) -> StoryBlocks:
        """Only the blocks that stay; the others are among the parts left out."""
        gone = [(at + 1, LeftOut(LeftOutKind.OUTSIDE, it.text)) for at, it in enumerate(self.blocks) if not stays[at]]
        blocks = [block for block, is_kept in zip(self.blocks, stays, strict=True) if is_kept]
        return StoryBlocks(blocks, sorted([*self.placed, *gone], key=lambda it: it[0]))


def _merged(parts: list[tuple[int, LeftOut]]) -> Iterator[LeftOut]:
    """Adjacent parts of one kind as one, except what is struck out within a paragraph."""
    for (_place, kind, near), group in groupby(parts, key=lambda it: (it[0], it[1].kind, it[1].near)):
        if kind is LeftOutKind.STRUCK:
            yield from (part for _, part in group)
        else:
            yield LeftOut(kind, "\n".join(part.text for _, part in group), near)

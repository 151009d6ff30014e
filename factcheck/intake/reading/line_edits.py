"""What a person changes in the lines of a text before it is frozen: some are removed, some are of another kind (pure).

A line is named by its words, so that an edit stays with its line when other lines come or go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factcheck.documents.left_out import LeftOut, LeftOutKind
from factcheck.documents.text import Block, BlockKind, Unreadable
from factcheck.hashing import sha256_hex
from factcheck.i18n import _

OFFERED = (
    BlockKind.PARAGRAPH,
    BlockKind.HEADING,
    BlockKind.CAPTION,
    BlockKind.LEAD,
    BlockKind.QUOTE,
    BlockKind.LIST_ITEM,
)  # kinds that a line can be given
KEY_LENGTH = 12  # hexadecimal digits of a line's name


class Line(NamedTuple):
    """A block and its name: a digest of its words, and how many lines with the same words are before it."""

    key: str
    block: Block

    @property
    def is_title(self) -> bool:
        """Whether it is the headline, which can't be removed."""
        return self.block.kind is BlockKind.TITLE


class LineEdits(NamedTuple):
    """The names of removed lines, (name, kind) of those of another kind than was read, and the line of the headline.

    `headline` are the words of a plain text that were taken for its headline, whatever the headline is called since.
    """

    removed: frozenset[str] = frozenset()
    kinds: tuple[tuple[str, BlockKind], ...] = ()
    headline: str = ""


NO_EDITS = LineEdits()


def lines_of(blocks: Iterable[Block]) -> list[Line]:
    """The lines of a text by name."""
    times: Counter[str] = Counter()
    found = []
    for block in blocks:
        if block.kind is BlockKind.TITLE:  # it may be called otherwise; its name stays
            found.append(Line("title", block))
            continue
        digest = sha256_hex(block.text)[:KEY_LENGTH]
        found.append(Line(f"{digest}.{times[digest]}", block))
        times[digest] += 1
    return found


def digest_of(lines: Sequence[Line]) -> str:
    """The SHA-256 of all lines but the headline with their kinds: what a preview has shown."""
    return sha256_hex("\n".join(f"{line.key} {line.block.kind}" for line in lines if not line.is_title))


def edited(blocks: Iterable[Block], edits: LineEdits) -> tuple[list[Block], list[LeftOut]]:
    """The blocks that stay, and what was removed. Names of no line say nothing. Raises Unreadable if none stays."""
    return edited_lines(lines_of(blocks), edits)


def edited_lines(lines: Iterable[Line], edits: LineEdits) -> tuple[list[Block], list[LeftOut]]:
    """The same of the lines of a text."""
    kinds = dict(edits.kinds)
    kept: list[Block] = []
    removed: list[LeftOut] = []
    for line in lines:
        if line.is_title:
            kept.append(line.block)
        elif line.key in edits.removed:
            text = line.block.text
            removed.append(LeftOut(LeftOutKind.REMOVED, text, "", len(text)))
        else:
            kept.append(Block(kinds.get(line.key, line.block.kind), line.block.text))
    if removed and all(block.kind is BlockKind.TITLE for block in kept):
        raise Unreadable(_("Every line is removed. Keep at least one."))
    return kept, removed


def retitled(blocks: Iterable[Block], headline: str) -> list[Block]:
    """The blocks, with the headline as it is called now."""
    return [Block(block.kind, headline) if block.kind is BlockKind.TITLE else block for block in blocks]


def recorded(edits: LineEdits) -> dict[str, object]:
    """The edits for the audit log, from which the frozen text can be made again; nothing where there are none."""
    if edits == NO_EDITS:
        return {}
    kinds = sorted([key, kind.value] for key, kind in edits.kinds)
    return {"removed_lines": sorted(edits.removed), "line_kinds": kinds, "headline_line": edits.headline}

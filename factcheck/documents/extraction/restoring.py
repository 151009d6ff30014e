"""Parts of a page that our reader left out, but another takes for the story in both its modes, are read (pure)."""

from __future__ import annotations

from factcheck.documents.extraction.coverage import Coverage
from factcheck.documents.extraction.second_reader import SecondReader
from factcheck.documents.extraction.story_blocks import StoryBlocks
from factcheck.documents.left_out import LeftOutKind
from factcheck.documents.markup.blocks import taken
from factcheck.documents.markup.main_content import ContentChoice
from factcheck.documents.markup.node import Node, lines_of

RESTORABLE = frozenset({LeftOutKind.OUTSIDE, LeftOutKind.LINKS, LeftOutKind.FORM})
ROUNDS = 3  # as a part that is read again can have parts that are left out
LINE = 60  # code points of a line that is compared
ENOUGH = 120  # code points of such lines that both have
HAS = 0.9  # share of a line that a reader must have


def with_restored(root: Node, choice: ContentChoice, second: SecondReader) -> StoryBlocks:
    """The blocks of a page, with the parts that the second reader has; its strict mode is asked only about these."""
    usual = Coverage(second.usual)
    for _ in range(ROUNDS):
        parts = [node for node, kind in choice.left_out.items() if kind in RESTORABLE and _is_held(node, usual)]
        strict = Coverage(second.strict) if parts else usual
        held = {node for node in parts if _is_held(node, strict)}
        if not held:
            break
        rest = {node: kind for node, kind in choice.left_out.items() if node not in held}
        choice = choice._replace(left_out=rest)
    return taken(root, choice)


def _is_held(node: Node, reading: Coverage) -> bool:
    lines = (line for line in lines_of(node).split("\n") if len(line) >= LINE)
    return sum(len(line) for line in lines if reading.of(line) >= HAS) >= ENOUGH

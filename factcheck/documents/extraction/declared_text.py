"""The `articleBody` that a page declares in JSON-LD, as the text where the page itself shows much less (pure).

Some pages load their story with a script, or show its beginning only; schema.org calls `articleBody` "the actual body
of the article".
"""

from __future__ import annotations

import re

from factcheck.documents.extraction.coverage import Coverage
from factcheck.documents.extraction.story_blocks import StoryBlocks
from factcheck.documents.left_out import LeftOut, LeftOutKind
from factcheck.documents.lines import Paragraphs
from factcheck.documents.text import Block, BlockKind, blocks_from_text

SHORTEST = 500  # code points of a declared text
LESS = 0.5  # share of it below which the text on the page is a part
HAS = 0.5  # share of a shown block that the declared text must have
BREAKS = re.compile(r"</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote|section|article|tr)\b[^<>]*>", re.IGNORECASE)
TAGS = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
LINE_ENDS = re.compile(r"\s*\n\s*")


def or_declared(found: StoryBlocks, declared: str) -> StoryBlocks:
    """What was found, or the declared text if that is at least twice as long; what it lacks is left out."""
    visible = [block for block in found.blocks if block.kind is not BlockKind.TITLE]
    if len(declared) < SHORTEST or sum(len(block.text) for block in visible) >= LESS * len(declared):
        return found
    titles = [block for block in found.blocks if block.kind is BlockKind.TITLE][:1]
    coverage = Coverage(declared)
    gone = [LeftOut(LeftOutKind.OUTSIDE, it.text) for it in visible if coverage.of(it.text) <= HAS]
    return StoryBlocks([*titles, *declared_blocks(declared)], [*found.placed, *((len(titles), it) for it in gone)])


def declared_blocks(declared: str) -> list[Block]:
    """The paragraphs of a declared text, in which some sites leave their markup."""
    plain = TAGS.sub("", BREAKS.sub("\n", declared))
    return blocks_from_text(LINE_ENDS.sub("\n\n", plain.strip()), way=Paragraphs.BLANKS)

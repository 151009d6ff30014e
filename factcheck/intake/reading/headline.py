"""Which line of a text is its headline, however the headline is called by now (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from factcheck.documents.encodings.decoding import Decoded
from factcheck.documents.lines import plain
from factcheck.documents.text import Block, BlockKind
from factcheck.intake.reading.line_edits import LineEdits, retitled
from factcheck.intake.reading.parsing import How, Manner, read_plain

MIN_SIMILARITY = 0.6  # of a corrected headline with the line it was taken from, from 0 to 1
HEAD_LINES = 12  # lines of a text in which its headline, byline and day are looked for
SECTION_WORDS, MAX_SECTION = 2, 24  # words and characters of the name of a section
TRAIL = re.compile(r"\s+[>›»→|/·]\s+")  # between the sections that lead to a page


def plain_lines(text: Decoded, headline: str, manner: Manner, edits: LineEdits) -> tuple[list[Block], How]:
    """The blocks of a plain text with its headline first, which isn't repeated by the line that it was taken from.

    That is the line with these words, or else the one that the preview took for the headline, if its words were only
    corrected: a line with quite other words isn't the headline, and stays.
    """
    taken = headline
    if edits.headline and plain(edits.headline) != plain(headline):
        lines = read_plain(text, "", manner)[0]
        is_corrected = not repeated_headline(lines, headline) and _is_correction(edits.headline, headline)
        taken = edits.headline if is_corrected else headline
    blocks, how = read_plain(text, taken, manner)
    return retitled(blocks, headline), how


def _is_correction(old: str, new: str) -> bool:
    """Whether two headlines are nearly the same words."""
    return SequenceMatcher(None, plain(old), plain(new), autojunk=False).ratio() >= MIN_SIMILARITY


def repeated_headline(blocks: Sequence[Block], headline: str) -> list[int]:
    """The indexes of lines near the beginning that only say the headline again: texts copied from a page have them."""
    wanted = plain(headline)
    head = enumerate(blocks[:HEAD_LINES])
    return [index for index, block in head if block.kind is not BlockKind.TITLE and plain(block.text) == wanted]


def is_section(line: str) -> bool:
    """Whether a line may only name a section of a site, or the way to one: "All news", "World > Europe"."""
    parts = TRAIL.split(line)
    return all(len(part.split()) <= SECTION_WORDS and len(part) <= MAX_SECTION for part in parts)


def sections_above(blocks: Sequence[Block], headline: str) -> list[int]:
    """The indexes of lines that name a section, where a text copied from a page has them: above its headline."""
    repeated = repeated_headline(blocks, headline)
    above = enumerate(blocks[: repeated[0]] if repeated else ())
    return [index for index, block in above if block.kind is not BlockKind.TITLE and is_section(block.text.strip())]

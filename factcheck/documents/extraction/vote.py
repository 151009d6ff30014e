"""Which blocks of our own reading stay, after an independent reader and the page's JSON-LD were asked (pure).

Our reader rarely misses a paragraph, but takes teasers and notes of the site with it; the other is stricter. A block
stays if the other has it, or if it is prose in a place where that reader is known to be wrong: the lead, lists, and
sentences under pictures.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from factcheck.documents.extraction.coverage import Coverage
from factcheck.documents.extraction.site_phrases import is_day, is_of_the_site
from factcheck.documents.text import SENTENCE_END, Block, BlockKind

HAS = 0.5  # share of a block that another reader must have
TRUSTED = 0.4  # share of our text that another reader must have to be heard at all
JUDGED = 1_000  # code points of a text from which blocks are judged; shorter ones stay as they were read
PROSE = 80  # code points of a block that may be the lead without another reader
LONG = 120  # code points from which it need not end as a sentence does
LISTED = 40  # code points of such a list item
CAPTION = 40  # code points of a sentence under a picture; shorter ones name who took it
GAP = re.compile(r"(?<=[.!?…؟。！？])\s*(?=\s|\Z)")  # after a sentence
FIRST = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LEAD, BlockKind.LIST_ITEM})
LEADING_AWAY = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LEAD, BlockKind.CAPTION})
BETWEEN = frozenset({BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.PREFORMATTED})  # others often miss these
NEVER_JUDGED = frozenset({BlockKind.TITLE, BlockKind.TABLE_ROW})


class Witness(NamedTuple):
    """What others say is the story: the second reading of a page, and the `articleBody` that it declares."""

    reading: str
    declared: str = ""


def votes(blocks: Sequence[Block], witness: Witness, linked: Collection[int] = ()) -> list[bool]:
    """Whether each block stays: all do in a short text, and where the other readings have too little of it.

    `linked` are the places of blocks that are links: only as list items they may be part of the story.
    """
    if sum(len(block.text) for block in blocks) < JUDGED:
        return [True] * len(blocks)
    heard = [it for it in map(Coverage, filter(None, witness)) if _is_trusted(it, blocks)]
    if not heard:
        return [True] * len(blocks)
    has = [any(it.of(block.text) > HAS for it in heard) for block in blocks]
    places = _Places.of(blocks, has)
    declared = Coverage(witness.declared)
    leading_away = {at for at in linked if blocks[at].kind in LEADING_AWAY and declared.of(blocks[at].text) <= HAS}
    return [at not in leading_away and _stays(at, blocks, has, places) for at in range(len(blocks))]


def _is_trusted(other: Coverage, blocks: Sequence[Block]) -> bool:
    story = [block.text for block in blocks if block.kind is not BlockKind.TITLE]
    found = sum(len(text) for text in story if other.of(text) > HAS)
    return found > 0 and found >= TRUSTED * sum(map(len, story))


class _Places(NamedTuple):
    """Where the headline is, the first paragraph that others have, and the last block that they have."""

    title: int
    first: int
    last: int

    @classmethod
    def of(cls, blocks: Sequence[Block], has: Sequence[bool]) -> _Places:
        title = (at for at, it in enumerate(blocks) if it.kind is BlockKind.TITLE)
        first = (at for at, it in enumerate(blocks) if has[at] and it.kind in FIRST and len(it.text) >= PROSE)
        last = max((at for at, is_had in enumerate(has) if is_had), default=-1)
        return cls(next(title, -1), next(first, len(blocks)), last)


def _stays(at: int, blocks: Sequence[Block], has: Sequence[bool], places: _Places) -> bool:
    kind, text = blocks[at]
    if kind in NEVER_JUDGED:
        return True
    is_read = has[at] or _is_lead(at, blocks[at], places) or _is_between(at, blocks, has, places)
    if not (is_read or _is_caption(at, blocks[at], places)):
        return False
    return not is_of_the_site(text) and not (at <= places.first and is_day(text))


def _is_lead(at: int, block: Block, places: _Places) -> bool:
    """Whether it is prose between the headline and the first paragraph."""
    kind, text = block
    if kind is BlockKind.LEAD:
        return at < places.first and len(text) >= PROSE
    if not places.title < at < places.first:
        return False
    ends = SENTENCE_END.search(text) is not None
    if kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}:  # some sites set it as a second heading
        return len(text) >= PROSE and (ends or len(text) >= LONG)
    return kind is BlockKind.LIST_ITEM and len(text) >= LISTED and ends


def _is_caption(at: int, block: Block, places: _Places) -> bool:
    """Whether it is a sentence under a picture of the story: others read it as no part of the text, but it claims."""
    is_inside = block.kind is BlockKind.CAPTION and places.title < at < places.last
    return is_inside and any(len(said) >= CAPTION and SENTENCE_END.search(said) for said in GAP.split(block.text))


def _is_between(at: int, blocks: Sequence[Block], has: Sequence[bool], places: _Places) -> bool:
    """Whether it is an item or a quotation between two blocks of the story, or a long paragraph within it."""
    kind, text = blocks[at]
    if not places.first < at < places.last:
        return False
    if kind in BETWEEN and _has_neighbours(at, blocks, has):
        return True
    return (
        kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE} and len(text) >= LONG and SENTENCE_END.search(text) is not None
    )


def _has_neighbours(at: int, blocks: Sequence[Block], has: Sequence[bool]) -> bool:
    """Whether others have the nearest blocks of another kind on both sides."""
    kind = blocks[at].kind
    before = (has[it] for it in range(at - 1, -1, -1) if blocks[it].kind is not kind or has[it])
    after = (has[it] for it in range(at + 1, len(blocks)) if blocks[it].kind is not kind or has[it])
    return next(before, False) and next(after, False)

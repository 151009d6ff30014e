"""How a text from elsewhere becomes blocks and one canonical text; all offsets are Unicode code points (pure).

docs/texts.md says what is changed on the way in, which is little, and what is kept to the character, which is the rest.
"""

from __future__ import annotations

import enum
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from factcheck.language import _
from factcheck.web.markup import count

MAX_CHARACTERS = 1_000_000  # code points of one article
MAX_BYTES = 10 * 1024 * 1024  # of one upload
SEPARATOR = "\n\n"  # between blocks

LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
SURROGATES = re.compile(r"[\ud800-\udfff]")
BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
BULLET = re.compile(r"^\s*[•*–-]\s+")
MARKED_START = re.compile(r"\A[\s\ufeff]*\ufeff")
SENTENCE_END = re.compile(r"[.!?…:;,؟。！？][\"'’”»)\]]*\Z")
ROW_EDGES = " \n\u00a0"  # not tabs: a row whose first cell is empty begins with one
LEAD_LENGTH = range(40, 301)  # code points


class Unreadable(ValueError):
    """The bytes or characters can't become an article; the message says why, in words."""


class BlockKind(enum.StrEnum):
    """What a block of an article is."""

    TITLE = "title"
    LEAD = "lead"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list-item"
    CAPTION = "caption"
    TABLE_ROW = "table-row"
    PREFORMATTED = "preformatted"


class Block(NamedTuple):
    """A block with its own text."""

    kind: BlockKind
    text: str


class Placed(NamedTuple):
    """Where a block stands in the canonical text: code points, end exclusive."""

    kind: BlockKind
    start: int
    end: int


class Canonical(NamedTuple):
    """The text of one version, and its blocks in order."""

    text: str
    blocks: tuple[Placed, ...]


def clean(text: str) -> str:
    """The text as this house keeps it; the same when cleaned again. Raises Unreadable for halves of surrogate pairs."""
    if SURROGATES.search(text):
        told = _("This text has halves of characters in it (lone surrogates). Copy it again from its source.")
        raise Unreadable(told)
    return MARKED_START.sub("", CONTROLS.sub("", LINE_ENDS.sub("\n", text)))


def one_line(value: str) -> str:
    """A particular, such as a headline: cleaned, its line breaks become spaces, blanks at its rims go."""
    return " ".join(filter(None, (line.strip() for line in clean(value).split("\n"))))


def paragraphs(text: str) -> list[str]:
    """The runs of lines between empty ones, without blanks at their rims."""
    return [part.strip() for part in BLANK_LINES.split(clean(text)) if part.strip()]


def blocks_from_text(text: str, title: str = "") -> list[Block]:
    """Paragraphs parted by empty lines; bulleted ones become list items. `title`, when given, comes first, once."""
    found = paragraphs(text)
    title = one_line(title)
    if not found or not title:
        return [block for paragraph in found for block in _of_paragraph(paragraph)]
    if found[0] == title:
        del found[0]
    blocks = [block for paragraph in found for block in _of_paragraph(paragraph)]
    return with_lead([Block(BlockKind.TITLE, title), *blocks])


def with_lead(blocks: list[Block]) -> list[Block]:
    """The same blocks; the one after the title becomes the lead if it is set apart from the story (docs/texts.md)."""
    if len(blocks) < 3 or [block.kind for block in blocks[:2]] != [BlockKind.TITLE, BlockKind.PARAGRAPH]:
        return blocks
    words = blocks[1].text
    if len(words) not in LEAD_LENGTH or "\n" in words or SENTENCE_END.search(words):
        return blocks
    return [blocks[0], Block(BlockKind.LEAD, words), *blocks[2:]]


def _of_paragraph(paragraph: str) -> list[Block]:
    lines = paragraph.split("\n")
    if len(lines) > 1 and all(BULLET.match(line) for line in lines):
        return [Block(BlockKind.LIST_ITEM, line.strip()) for line in lines]
    return [Block(BlockKind.PARAGRAPH, paragraph)]


def canonical(blocks: Iterable[Block]) -> Canonical:
    """All blocks in one text, with their places; raises Unreadable when it is empty or over the limit."""
    placed: list[Placed] = []
    texts: list[str] = []
    start = 0
    for block in blocks:
        text = clean(block.text)
        text = text.strip(ROW_EDGES if block.kind is BlockKind.TABLE_ROW else None).rstrip()
        if not text.strip():
            continue
        placed.append(Placed(block.kind, start, start + len(text)))
        texts.append(text)
        start += len(text) + len(SEPARATOR)
    whole = SEPARATOR.join(texts)
    if not any(map(_is_visible, whole)):
        raise Unreadable(_("There is no text in it."))
    if len(whole) > MAX_CHARACTERS:
        sizes = {"most": count(MAX_CHARACTERS), "length": count(len(whole))}
        raise Unreadable(_("An article may have at most %(most)s characters; this one has %(length)s.", **sizes))
    return Canonical(whole, tuple(placed))


def _is_visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) != "Cf"


def sha256(data: str | bytes) -> str:
    """The SHA-256 of bytes, or of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()

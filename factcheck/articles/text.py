"""How a text from elsewhere becomes blocks and one canonical text; all offsets are Unicode code points.

What is changed on the way in: a byte order mark, NUL and other control characters go; every line ending becomes one
line feed; blanks at the rims of a block go. What is kept: everything else, to the character: no-break spaces, soft
hyphens, curly quotes, zero-width and combining characters, bidirectional controls, emoji; no Unicode normalisation.
A text that we would normalise could no longer be compared with its source.
"""

from __future__ import annotations

import codecs
import enum
import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from charset_normalizer import from_bytes

MAX_CHARACTERS = 1_000_000  # code points of one article
MAX_BYTES = 10 * 1024 * 1024  # of one upload
SEPARATOR = "\n\n"  # between blocks

LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
SURROGATES = re.compile(r"[\ud800-\udfff]")
BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
BULLET = re.compile(r"^\s*[•*–-]\s+")
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


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


def decode(raw: bytes, declared: str | None = None) -> str:
    """The characters of an upload: by its byte order mark, its declared charset, UTF-8, or a careful look.

    Raises Unreadable when none of them gives a text.
    """
    for mark, name in MARKS:
        if raw.startswith(mark):
            return _strictly(raw, "utf-8-sig" if name == "utf-8" else name)
    for name in filter(None, (declared, "utf-8")):
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    best = from_bytes(raw).best()
    if best is None or b"\0" in raw:
        raise Unreadable("The encoding of this file can't be told. Save it as UTF-8 and try again.")
    return str(best)


def _strictly(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        raise Unreadable(f"This file says it is {name.upper()}, but it is not.") from None


def clean(text: str) -> str:
    """The text as this house keeps it (see above); raises Unreadable for halves of surrogate pairs."""
    if SURROGATES.search(text):
        raise Unreadable("This text has halves of characters in it (lone surrogates). Copy it again from its source.")
    return CONTROLS.sub("", LINE_ENDS.sub("\n", text.removeprefix("\ufeff")))


def blocks_from_text(text: str, title: str | None = None) -> list[Block]:
    """Paragraphs split at blank lines; bulleted ones become list items. `title`, when given, comes first."""
    paragraphs = [part.strip() for part in BLANK_LINES.split(clean(text))]
    paragraphs = [part for part in paragraphs if part]
    blocks: list[Block] = []
    wanted = clean(title or "").strip()
    if wanted:
        blocks.append(Block(BlockKind.TITLE, wanted))
        if paragraphs and paragraphs[0] == wanted:
            del paragraphs[0]
    for paragraph in paragraphs:
        blocks.extend(_of_paragraph(paragraph))
    return blocks


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
        text = block.text.strip()
        if not text:
            continue
        placed.append(Placed(block.kind, start, start + len(text)))
        texts.append(text)
        start += len(text) + len(SEPARATOR)
    whole = SEPARATOR.join(texts)
    if not whole:
        raise Unreadable("There is no text in it.")
    if len(whole) > MAX_CHARACTERS:
        raise Unreadable(f"An article may have at most {MAX_CHARACTERS:,} characters; this one has {len(whole):,}.")
    return Canonical(whole, tuple(placed))


def sha256(data: str | bytes) -> str:
    """The SHA-256 of bytes, or of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()

"""How imported text becomes blocks and one canonical text; all offsets are Unicode code points (pure).

docs/texts.md lists the few characters that are changed; all others are kept exactly.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from factcheck.documents.characters import NONCHARACTERS
from factcheck.documents.lines import BULLET, Paragraphs, paragraphs_of, way_of, without_headline
from factcheck.i18n import _, count

MAX_CHARACTERS = 1_000_000  # code points of one article
MAX_BYTES = 10 * 1024 * 1024  # of one upload
SEPARATOR = "\n\n"  # between blocks

LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]|" + NONCHARACTERS.pattern)
UNCLEAN = re.compile(  # what `clean` may change, and more: one class that looks at a character in a few nanoseconds
    "[\x00-\x08\\v-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufdd0-\ufdef\ufffe-\U0010ffff]"
)
C1_AS_WINDOWS_1252 = {  # HTML Standard, 13.2.5.80: how browsers read references such as `&#147;`
    code: character for code in range(0x80, 0xA0) if (character := bytes([code]).decode("windows-1252", "ignore"))
}
UNSEEN = re.compile(r"[\s\u200b\ufeff]+")
SURROGATES = re.compile(r"[\ud800-\udfff]")
BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")  # a repeated group would take a hundred bytes of memory a line
MARKED_START = re.compile(r"\A[\s\ufeff]*\ufeff")
SENTENCE_END = re.compile(r"[.!?…:;,؟。！？][\"'’”»)\]]*\Z")
ROW_EDGES = " \n\u00a0"  # not tabs: a row whose first cell is empty starts with one
LEAD_LENGTH = range(40, 301)  # code points


class Unreadable(ValueError):
    """The bytes or characters can't become an article; the message says why."""


class UnreadableFile(Unreadable):
    """The same for a file that is read by another process: with its message, which is translated in this one."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(_(message, **values))
        self.message, self.values = message, values


class BlockKind(enum.StrEnum):
    """The kind of a block of an article."""

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
    """The position of a block in the canonical text: code points, end exclusive."""

    kind: BlockKind
    start: int
    end: int


class Canonical(NamedTuple):
    """The text of one version, and its blocks in order."""

    text: str
    blocks: tuple[Placed, ...]


def clean(text: str) -> str:
    """The cleaned text; cleaning it a second time changes nothing. Raises Unreadable for lone surrogates."""
    if not UNCLEAN.search(text):
        return text
    if SURROGATES.search(text):
        message = _("This text contains broken characters (lone surrogates). Copy it again from its source.")
        raise Unreadable(message)
    text = LINE_ENDS.sub("\n", text).translate(C1_AS_WINDOWS_1252)
    return MARKED_START.sub("", CONTROLS.sub("", text))


def one_line(value: str) -> str:
    """A detail such as a headline: cleaned, trimmed, with spaces for line breaks."""
    return " ".join(filter(None, (line.strip() for line in clean(value).split("\n"))))


def blocks_from_text(text: str, title: str = "", way: Paragraphs = Paragraphs.AUTO) -> list[Block]:
    """The paragraphs of a plain text; bulleted ones become list items. A `title` comes first, and only once."""
    text, title = clean(text), one_line(title)
    refuse_too_long(text)
    body = without_headline(text, title) if title else text
    blocks = [block for paragraph in paragraphs_of(body, way) for block in _of_paragraph(paragraph)]
    if not title or not text.strip():
        return blocks
    return with_lead([Block(BlockKind.TITLE, title), *blocks])


def refuse_too_long(text: str) -> None:
    """Raise Unreadable for a text that is too long even without its white space, before it is taken apart."""
    if len(text) > MAX_CHARACTERS:
        length = len(text) - sum(len(found[0]) for found in UNSEEN.finditer(text))
        if length > MAX_CHARACTERS:
            raise _too_long(length)


def _too_long(length: int) -> Unreadable:
    sizes = {"most": count(MAX_CHARACTERS), "length": count(length)}
    return Unreadable(_("An article can have at most %(most)s characters; this one has %(length)s.", **sizes))


def way_of_text(text: str, title: str) -> Paragraphs:
    """What separates the paragraphs of a plain text, after its headline is removed."""
    text = clean(text)
    refuse_too_long(text)
    return way_of(without_headline(text, one_line(title)))


def with_lead(blocks: list[Block]) -> list[Block]:
    """The same blocks; the one after the title becomes the lead if it is set apart from the story (docs/texts.md)."""
    if len(blocks) < 3 or [block.kind for block in blocks[:2]] != [BlockKind.TITLE, BlockKind.PARAGRAPH]:
        return blocks
    words = blocks[1].text
    if len(words) not in LEAD_LENGTH or "\n" in words or SENTENCE_END.search(words):
        return blocks
    return [blocks[0], Block(BlockKind.LEAD, words), *blocks[2:]]


def _of_paragraph(paragraph: str) -> list[Block]:
    """A paragraph, or the text before a list and the list items: bulleted lines with their continuations."""
    items: list[list[str]] = [[]]
    for line in paragraph.split("\n"):
        if BULLET.match(line):
            items.append([])
        items[-1].append(line)
    if len(items) < 3:
        return [Block(BlockKind.PARAGRAPH, paragraph)]
    before, *listed = ["\n".join(lines).strip() for lines in items]
    blocks = [Block(BlockKind.PARAGRAPH, before)] if before else []
    return blocks + [Block(BlockKind.LIST_ITEM, item) for item in listed]


def stripped(block: Block) -> str:
    """The text of a block as it is frozen: cleaned, without white space around it."""
    return clean(block.text).strip(ROW_EDGES if block.kind is BlockKind.TABLE_ROW else None).rstrip()


def canonical(blocks: Iterable[Block]) -> Canonical:
    """All blocks in one text, with their positions; raises Unreadable if it is empty or too long."""
    placed: list[Placed] = []
    texts: list[str] = []
    start = 0
    for block in blocks:
        text = stripped(block)
        if not text.strip():
            continue
        placed.append(Placed(block.kind, start, start + len(text)))
        texts.append(text)
        start += len(text) + len(SEPARATOR)
    whole = SEPARATOR.join(texts)
    if not any(map(_is_visible, whole)):
        raise Unreadable(_("It has no text. Paste the text, or choose another file."))
    if len(whole) > MAX_CHARACTERS:
        raise _too_long(len(whole))
    return Canonical(whole, tuple(placed))


def _is_visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) != "Cf"

"""Word files (Office Open XML, ECMA-376): headings, lists, tables, footnotes, and comments at their words (pure).

Deleted text of tracked changes isn't read, inserted text is. Macros and embedded objects are never opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from factcheck.documents.foreign.archive import DAMAGED, OfficeArchive
from factcheck.documents.left_out import LeftOut, LeftOutKind
from factcheck.documents.text import Block, BlockKind, UnreadableFile
from factcheck.i18n import N_

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
NO_TEXT = N_("This Word file contains no text.")
UNREAD = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pict", f"{W}object"})
CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
KINDS = (("title", BlockKind.TITLE), ("heading", BlockKind.HEADING), ("quote", BlockKind.QUOTE))
OTHERS = {"caption": BlockKind.CAPTION, "subtitle": BlockKind.LEAD, "listparagraph": BlockKind.LIST_ITEM}


class WordText(NamedTuple):
    """The blocks of a Word file, what it says of itself, and its comments, each with the words that it is about."""

    title: str
    byline: str
    blocks: list[Block]
    comments: list[LeftOut]


def read_docx(data: bytes) -> WordText:
    """The text of a Word file; raises UnreadableFile for one that is damaged, protected, too large or empty."""
    archive = OfficeArchive(data)
    document = archive.xml("word/document.xml")
    if document is None:
        raise UnreadableFile(DAMAGED)
    reader = _WordReader(archive)
    blocks = [*reader.blocks(document), *reader.notes()]
    if not any(block.text.strip() for block in blocks):
        raise UnreadableFile(NO_TEXT)
    core = archive.xml("docProps/core.xml")
    title = next((it.text for it in blocks if it.kind is BlockKind.TITLE), "") or _property(core, "title")
    return WordText(title, _property(core, "creator"), blocks, list(reader.comments()))


def _property(core: etree._Element | None, name: str) -> str:
    found = core.find(f"{DC}{name}") if core is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""


class _WordReader:
    """Reads paragraphs in order; numbers of notes and words of comments are collected meanwhile."""

    def __init__(self, archive: OfficeArchive) -> None:
        self._archive = archive
        self._styles = _styles(archive.xml("word/styles.xml"))
        self._notes: list[tuple[str, str]] = []  # the part and the id of each, in order
        self._open: set[str] = set()  # comments whose words are being read
        self._about: dict[str, list[str]] = {}

    def blocks(self, root: etree._Element) -> Iterator[Block]:
        """The paragraphs, and the rows of tables, in order."""
        body = root.find(f"{W}body")
        waiting = list(reversed(body if body is not None else root))
        while waiting:
            element = waiting.pop()
            if element.tag == f"{W}p":
                text = self._text(element)
                if text.strip():
                    yield Block(self._kind(element), text.strip())
            elif element.tag == f"{W}tbl":
                for row in element.findall(f"{W}tr"):
                    cells = (" ".join(self._text(cell).split()) for cell in row.findall(f"{W}tc"))
                    yield Block(BlockKind.TABLE_ROW, "\t".join(cells))
            elif element.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"}:
                waiting.extend(reversed(element))

    def notes(self) -> Iterator[Block]:
        """The footnotes and endnotes with their numbers, in the order of the text."""
        for number, (part, identity) in enumerate(list(self._notes), start=1):
            if (note := self._of_part(part, identity)) is not None and (text := self._text(note).strip()):
                yield Block(BlockKind.PARAGRAPH, f"[{number}] {text}")

    def comments(self) -> Iterator[LeftOut]:
        """The comments in the order of their words."""
        for identity, words in self._about.items():
            if (comment := self._of_part("comments", identity)) is None:
                continue
            author = comment.get(f"{W}author", "")
            text = "\n".join(filter(None, (self._text(it).strip() for it in comment.findall(f"{W}p"))))
            if text:
                yield LeftOut(LeftOutKind.COMMENT, f"{author}: {text}" if author else text, "".join(words).strip())

    def _of_part(self, part: str, identity: str) -> etree._Element | None:
        root = self._archive.xml(f"word/{part}.xml")
        found = (it for it in root if it.get(f"{W}id") == identity) if root is not None else iter(())
        return next(found, None)

    def _text(self, paragraph: etree._Element) -> str:
        found: list[str] = []
        waiting = list(reversed(paragraph))
        while waiting:
            element = waiting.pop()
            if element.tag in UNREAD or not isinstance(element.tag, str):
                continue
            words = self._words(element)
            found.append(words)
            for identity in self._open:
                self._about[identity].append(words)
            waiting.extend(reversed(element))
            if element.tag == f"{W}p":
                found.append(" ")
        return "".join(found)

    def _words(self, element: etree._Element) -> str:
        """What an element itself adds to the text."""
        tag, identity = str(element.tag), element.get(f"{W}id", "")
        if tag == f"{W}t":
            return element.text or ""
        if tag == f"{W}commentRangeStart":
            self._open.add(identity)
            self._about.setdefault(identity, [])
        elif tag == f"{W}commentRangeEnd":
            self._open.discard(identity)
        elif tag == f"{W}commentReference":
            self._about.setdefault(identity, [])
        elif tag in NOTES:
            self._notes.append((NOTES[tag], identity))
            return f" [{len(self._notes)}]"
        return CHARACTERS.get(tag, "")

    def _kind(self, paragraph: etree._Element) -> BlockKind:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = self._styles.get(style.get(f"{W}val", ""), "") if style is not None else ""
        for beginning, kind in KINDS:
            if name.startswith(beginning):
                return kind
        is_listed = paragraph.find(f"{W}pPr/{W}numPr") is not None
        return OTHERS.get(name, BlockKind.LIST_ITEM if is_listed or name.startswith("list") else BlockKind.PARAGRAPH)


def _styles(root: etree._Element | None) -> dict[str, str]:
    """The built-in names of styles by their ids, in lower case without spaces: they are the same in every language."""
    found = {}
    for style in root.findall(f"{W}style") if root is not None else ():
        name = style.find(f"{W}name")
        if name is not None:
            found[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "").lower().replace(" ", "")
    return found

"""Word files (Office Open XML, ECMA-376): headings, lists, tables, footnotes, and comments at their words (pure).

Deleted text of tracked changes isn't read, inserted text is. Macros and embedded objects are never opened.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from factcheck.documents.foreign.archive import DAMAGED, OfficeArchive
from factcheck.documents.foreign.docx_notes import COMMENTS, W, WordNotes
from factcheck.documents.foreign.draft import DraftText, property_of, title_of
from factcheck.documents.notes.marks import BEGIN, END, POINT, lifted, mark, one_line
from factcheck.documents.text import Block, BlockKind, UnreadableFile, clean
from factcheck.i18n import N_

DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
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
MARKS = {f"{W}commentRangeStart": BEGIN, f"{W}commentRangeEnd": END, f"{W}commentReference": POINT}
HOLDERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"})
KINDS = (("title", BlockKind.TITLE), ("heading", BlockKind.HEADING), ("quote", BlockKind.QUOTE))
OTHERS = {"caption": BlockKind.CAPTION, "subtitle": BlockKind.LEAD, "listparagraph": BlockKind.LIST_ITEM}


def read_docx(data: bytes) -> DraftText:
    """The text of a Word file; raises UnreadableFile for one that is damaged, protected, too large or empty."""
    archive = OfficeArchive(data)
    document = archive.xml("word/document.xml")
    if document is None:
        raise UnreadableFile(DAMAGED)
    reader = _WordReader(archive)
    blocks, places = lifted([*reader.blocks(document), *reader.footnotes()])
    if not blocks:
        raise UnreadableFile(NO_TEXT)
    core = archive.xml("docProps/core.xml")
    title = title_of(blocks) or property_of(core, f"{DC}title")
    created = property_of(core, f"{TERMS}created")[:10]
    details = (title, property_of(core, f"{DC}creator"), property_of(core, f"{DC}language"), created)
    return DraftText(*details, blocks, reader.notes.all(places))


class _WordReader:
    """Reads paragraphs in order, with marks where comments begin and end and where notes refer."""

    def __init__(self, archive: OfficeArchive) -> None:
        self._styles = _styles(archive.xml("word/styles.xml"))
        self.notes = WordNotes(archive, self._text)
        self._between = ""  # marks between two paragraphs

    def blocks(self, root: etree._Element) -> Iterator[Block]:
        """The paragraphs, and the rows of tables, in order."""
        body = root.find(f"{W}body")
        waiting = list(reversed(body if body is not None else root))
        while waiting:
            element = waiting.pop()
            if element.tag == f"{W}p":
                if (text := self._after_marks(self._text(element))).strip():
                    yield Block(self._kind(element), text)
            elif element.tag == f"{W}tbl":
                for row in element.findall(f"{W}tr"):
                    cells = (one_line(self._text(cell)) for cell in row.findall(f"{W}tc"))
                    yield Block(BlockKind.TABLE_ROW, self._after_marks("\t".join(cells)))
            elif element.tag in HOLDERS:
                waiting.extend(reversed(element))
            else:
                self._between += self._marks(element)
        if self._between:
            yield Block(BlockKind.PARAGRAPH, self._after_marks(""))

    def footnotes(self) -> Iterator[Block]:
        """The footnotes and endnotes with their numbers, in the order of the text."""
        for number, text in enumerate(list(self.notes.footnotes()), start=1):
            if text:
                yield Block(BlockKind.PARAGRAPH, f"[{number}] {text}")

    def _after_marks(self, text: str) -> str:
        marks, self._between = self._between, ""
        return marks + text

    def _text(self, paragraph: etree._Element) -> str:
        found: list[str] = []
        waiting = list(reversed(paragraph))
        while waiting:
            element = waiting.pop()
            if not isinstance(element.tag, str):
                continue
            if element.tag in UNREAD:
                found += [self._marks(it) for it in element.iter() if it.tag in MARKS]
                continue
            found.append(self._marks(element) or self._words(element))
            waiting.extend(reversed(element))
            if element.tag == f"{W}p":
                found.append(" ")
        return "".join(found)

    def _marks(self, element: etree._Element) -> str:
        """The mark of an element that begins or ends a comment, or refers to one."""
        tag = str(element.tag)
        return mark(MARKS[tag], self.notes.number(COMMENTS, element.get(f"{W}id", ""))) if tag in MARKS else ""

    def _words(self, element: etree._Element) -> str:
        """What an element itself adds to the text."""
        tag = str(element.tag)
        if tag == f"{W}t":
            return clean(element.text or "")
        if tag in NOTES:
            name = NOTES[tag], element.get(f"{W}id", "")
            return f"{mark(POINT, self.notes.number(*name))} [{self.notes.shown_number(*name)}]"
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

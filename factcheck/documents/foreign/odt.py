"""OpenDocument texts (ISO/IEC 26300, `.odt`): headings, lists, tables, footnotes, annotations at their words (pure).

Deleted text of tracked changes isn't read, inserted text is. Macros and embedded objects are never opened.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from factcheck.documents.foreign.archive import DAMAGED, PROTECTED, OfficeArchive
from factcheck.documents.foreign.draft import DraftText, property_of, title_of
from factcheck.documents.foreign.odt_notes import OFFICE, TEXT, OdtNotes
from factcheck.documents.notes.marks import lifted, one_line
from factcheck.documents.text import Block, BlockKind, UnreadableFile, clean
from factcheck.i18n import N_

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
NO_TEXT = N_("This OpenDocument file contains no text.")
UNREAD = frozenset({f"{TEXT}tracked-changes", f"{TEXT}sequence-decls", f"{OFFICE}forms", f"{TEXT}ruby-text"})
PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
MOST_SPACES = 100  # of one `text:s`
STYLES = {
    "title": BlockKind.TITLE,
    "subtitle": BlockKind.LEAD,
    "quotations": BlockKind.QUOTE,
    "caption": BlockKind.CAPTION,
    "preformatted_20_text": BlockKind.PREFORMATTED,
}


def read_odt(data: bytes) -> DraftText:
    """The text of an OpenDocument file; raises UnreadableFile for one that is damaged, protected or empty."""
    archive = OfficeArchive(data)
    _refuse_encrypted(archive)
    content, meta = archive.xml("content.xml"), archive.xml("meta.xml")
    if content is None:
        raise UnreadableFile(DAMAGED)
    reader = _OdtReader(content)
    blocks, places = lifted([*reader.blocks(), *reader.notes.blocks()])
    if not blocks:
        raise UnreadableFile(NO_TEXT)
    title = title_of(blocks) or property_of(meta, f"{DC}title")
    byline = property_of(meta, f"{META}initial-creator") or property_of(meta, f"{DC}creator")
    created = property_of(meta, f"{META}creation-date")[:10]
    return DraftText(title, byline, property_of(meta, f"{DC}language"), created, blocks, reader.notes.all(places))


def _refuse_encrypted(archive: OfficeArchive) -> None:
    manifest = archive.xml("META-INF/manifest.xml", has_doctype=True)
    if manifest is not None and next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None:
        raise UnreadableFile(PROTECTED)


class _OdtReader:
    """Reads paragraphs in order, with marks where annotations begin and end and where notes refer."""

    def __init__(self, content: etree._Element) -> None:
        self._body = content.find(f"{OFFICE}body/{OFFICE}text")
        self._parents = {
            it.get(f"{STYLE}name", ""): it.get(f"{STYLE}parent-style-name", "") for it in content.iter(f"{STYLE}style")
        }
        self.notes = OdtNotes(self._text)

    def blocks(self) -> Iterator[Block]:
        """The paragraphs, the items of lists, and the rows of tables, in order."""
        waiting = [(it, BlockKind.PARAGRAPH) for it in reversed(self._body)] if self._body is not None else []
        while waiting:
            element, kind = waiting.pop()
            if element.tag in PARAGRAPHS:
                yield Block(self._kind(element, kind), self._text(element).strip(" \n"))
            elif element.tag == f"{TABLE}table-row":
                cells = (one_line(self._text(cell)) for cell in element.iterchildren(f"{TABLE}table-cell"))
                yield Block(BlockKind.TABLE_ROW, "\t".join(cells))
            elif element.tag not in UNREAD and isinstance(element.tag, str):
                inner = BlockKind.LIST_ITEM if element.tag == f"{TEXT}list-item" else kind
                waiting.extend((it, inner) for it in reversed(element))

    def _text(self, element: etree._Element) -> str:
        """The words in an element, without recursion; notes are left to `OdtNotes`."""
        found: list[str] = []
        waiting: list[etree._Element | str] = [element]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                found.append(clean(part))
                continue
            waiting.append((part.tail or "") if part is not element else "")
            if not isinstance(part.tag, str) or part.tag in UNREAD:
                continue
            if (marks := self.notes.marks(part)) is not None:
                found.append(marks)
                continue
            found.append(_characters(part))
            if part is not element and part.tag in PARAGRAPHS:
                waiting.append(" ")
            waiting.extend(reversed(part))
            waiting.append(part.text or "")
        return "".join(found)

    def _kind(self, paragraph: etree._Element, kind: BlockKind) -> BlockKind:
        if paragraph.tag == f"{TEXT}h":
            return BlockKind.HEADING
        name = paragraph.get(f"{TEXT}style-name", "")
        named = STYLES.get(name.lower()) or STYLES.get(self._parents.get(name, "").lower())
        return named or kind


def _characters(element: etree._Element) -> str:
    """What an element itself adds to the text."""
    if element.tag == f"{TEXT}s":
        number = element.get(f"{TEXT}c", "1")
        return " " * min(MOST_SPACES, int(number) if number.isascii() and number.isdigit() else 1)
    return {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}.get(str(element.tag), "")

"""The annotations of an OpenDocument text, and its footnotes and endnotes (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from factcheck.documents.notes.marks import BEGIN, END, POINT, Places, mark, one_line, without_marks
from factcheck.documents.notes.note import Note, NoteKind, NoteReply
from factcheck.documents.text import Block, BlockKind

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
LO = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"


class OdtNotes:
    """The notes, in its order; `text_of` reads an element with paragraphs."""

    def __init__(self, text_of: Callable[[etree._Element], str]) -> None:
        self._text_of = text_of
        self._notes: list[etree._Element] = []
        self._named: dict[str, int] = {}  # the numbers of annotations that have a name
        self._footnotes: list[tuple[int, str]] = []  # the numbers of footnotes for their marks, and their texts

    def marks(self, element: etree._Element) -> str | None:
        """What is written for an element that isn't text but a note or the end of its words; None for any other."""
        name = element.get(f"{OFFICE}name", "")
        if element.tag == f"{OFFICE}annotation-end":
            return mark(END, self._named[name]) if name in self._named else ""
        if element.tag == f"{OFFICE}annotation":
            number = self._number(element)
            if name:
                self._named[name] = number
            return mark(BEGIN, number) + mark(POINT, number) if name else mark(POINT, number)
        if element.tag != f"{TEXT}note":
            return None
        number, body = self._number(element), element.find(f"{TEXT}note-body")
        self._footnotes.append((number, ""))
        place = len(self._footnotes) - 1
        self._footnotes[place] = (number, one_line(self._text_of(body)) if body is not None else "")
        return f"{mark(POINT, number)} [{place + 1}]"

    def blocks(self) -> Iterator[Block]:
        """The footnotes with their numbers, in the order of the text."""
        for number, (_mark, text) in enumerate(self._footnotes, start=1):
            if text:
                yield Block(BlockKind.PARAGRAPH, f"[{number}] {text}")

    def all(self, places: Places) -> list[Note]:
        """The annotations with their replies, and the footnotes, in the order of the text."""
        texts, found = dict(self._footnotes), []
        replies = self._replies()
        for number, element in enumerate(self._notes):
            where = places.get(number, ())
            if element.tag == f"{TEXT}note":
                found.append(Note(NoteKind.FOOTNOTE, without_marks(texts.get(number, "")), places=where))
            elif not self._parent(element):
                signed, own = _signed(element), replies.get(element.get(f"{OFFICE}name", ""), [])
                answers = tuple(NoteReply(*_signed(it), self._words(it)) for it in own)
                is_resolved = element.get(f"{LO}resolved") == "true"
                found.append(Note(NoteKind.COMMENT, self._words(element), *signed, where, is_resolved, answers))
        return [it for it in found if it.text or it.replies]

    def _number(self, element: etree._Element) -> int:
        self._notes.append(element)
        return len(self._notes) - 1

    def _replies(self) -> dict[str, list[etree._Element]]:
        """The replies to each annotation by its name, also those to replies."""
        parents = {it.get(f"{OFFICE}name", ""): self._parent(it) for it in self._notes}
        found: dict[str, list[etree._Element]] = {}
        for element in self._notes:
            first, seen = self._parent(element), set[str]()
            while parents.get(first) and first not in seen:
                seen.add(first)
                first = parents[first]
            if first:
                found.setdefault(first, []).append(element)
        return found

    def _parent(self, element: etree._Element) -> str:
        """The name of the annotation that an annotation replies to; empty if it is missing."""
        name = element.get(f"{LO}parent-name") or element.get(f"{OFFICE}parent-name") or ""
        return name if name in self._named else ""

    def _words(self, annotation: etree._Element) -> str:
        paragraphs = annotation.iter(f"{TEXT}p")
        return "\n".join(filter(None, (without_marks(self._text_of(it)).strip() for it in paragraphs)))


def _signed(annotation: etree._Element) -> tuple[str, str]:
    """The author and the time of an annotation."""
    author, written = annotation.find(f"{DC}creator"), annotation.find(f"{DC}date")
    return (author.text or "" if author is not None else ""), (written.text or "" if written is not None else "")

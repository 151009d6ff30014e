"""The annotations and footnotes of an RTF file (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.documents.notes.marks import BEGIN, END, POINT, Places, mark
from factcheck.documents.notes.note import Note, NoteKind
from factcheck.documents.text import Block, BlockKind


@dataclass(slots=True)
class _RtfNote:
    kind: NoteKind
    text: str = ""
    author: str = ""


class RtfNotes:
    """The notes, in its order; annotations name the words before them by a number of the file."""

    def __init__(self) -> None:
        self._notes: list[_RtfNote] = []
        self._begun: dict[str, int] = {}  # numbers of annotations whose words have begun, by the file's number
        self._last = ""  # the number of the file whose words ended last
        self._author = ""
        self._footnote: list[str] = []

    def begin_footnote(self) -> str:
        """The reference of a footnote that begins here."""
        self._notes.append(_RtfNote(NoteKind.FOOTNOTE))
        self._footnote = []
        number = sum(it.kind is NoteKind.FOOTNOTE for it in self._notes)
        return f"{mark(POINT, len(self._notes) - 1)} [{number}]"

    def write(self, words: str) -> None:
        """Words of the footnote that has begun."""
        self._footnote.append(words)

    def end(self, place: str, text: str) -> str:
        """What is written where the group of a note, or a part of one, ends."""
        if place == "footnote":
            self._end_footnote()
        elif place == "atnauthor":
            self._author = text.strip()
        elif place == "atrfstart":
            self._notes.append(_RtfNote(NoteKind.COMMENT))
            self._begun[text.strip()] = len(self._notes) - 1
            return mark(BEGIN, len(self._notes) - 1)
        elif place == "atrfend":
            self._last = text.strip()
            return mark(END, self._begun[self._last]) if self._last in self._begun else ""
        elif place == "annotation":
            return self._end_annotation(text)
        return ""

    def blocks(self) -> Iterator[Block]:
        """The footnotes with their numbers, in the order of the text."""
        texts = [it.text for it in self._notes if it.kind is NoteKind.FOOTNOTE]
        for number, text in enumerate(texts, start=1):
            if text:
                yield Block(BlockKind.PARAGRAPH, f"[{number}] {text}")

    def all(self, places: Places) -> list[Note]:
        """The annotations and footnotes, in the order of the text."""
        found = enumerate(self._notes)
        return [Note(it.kind, it.text, it.author, "", places.get(at, ())) for at, it in found if it.text]

    def _end_footnote(self) -> None:
        open_notes = [it for it in reversed(self._notes) if it.kind is NoteKind.FOOTNOTE]
        open_notes[0].text = " ".join("".join(self._footnote).split())

    def _end_annotation(self, text: str) -> str:
        number = self._begun.pop(self._last, None)
        if number is None:
            self._notes.append(_RtfNote(NoteKind.COMMENT))
            number = len(self._notes) - 1
        self._notes[number].text, self._notes[number].author = text.strip(), self._author
        self._author = self._last = ""
        return mark(POINT, number)

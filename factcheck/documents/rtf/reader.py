"""Rich Text Format: paragraphs with their kinds, tables, footnotes, and annotations at their words (pure).

Read by hand: libraries give one string, without headings, footnotes and details. Hidden and deleted text, pictures,
embedded objects, headers and footers aren't read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from factcheck.documents.notes.marks import lifted, one_line
from factcheck.documents.notes.note import Note
from factcheck.documents.rtf import state
from factcheck.documents.rtf.notes import RtfNotes
from factcheck.documents.rtf.state import FOOTNOTE, SKIPPED, TEXT, RtfGroup, RtfParagraph, whole
from factcheck.documents.rtf.tokens import CHARACTERS, CODE_PAGES, OF_FILE, RtfToken, code_page_of, tokens
from factcheck.documents.text import Block, BlockKind, UnreadableFile
from factcheck.i18n import N_

MAX_DEPTH = 500
MOST_PARAGRAPHS = 200_000
TOO_MANY = N_("This file has more than %(most)s paragraphs. Copy its text and paste it.")
NO_TEXT = N_("This RTF file contains no text.")
DAMAGED = N_("This file is damaged. Open it in its program, save it again, and choose that.")
TOO_DEEP = N_("The groups of this RTF file are nested more than %(most)s deep. Copy its text and paste it.")


class RtfText(NamedTuple):
    """The blocks of a file, what it says of itself, and its annotations and footnotes at their words."""

    title: str
    byline: str
    blocks: list[Block]
    notes: list[Note]


def read_rtf(data: bytes) -> RtfText:
    """The text of an RTF file; raises UnreadableFile for one that is none, cut off, nested too deeply or empty."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf"):
        raise UnreadableFile(DAMAGED)
    reader = _RtfReader()
    for token in tokens(data):
        reader.take(token)
    if reader.groups:  # it was cut off
        raise UnreadableFile(DAMAGED)
    reader.end_paragraph()
    blocks, places = lifted([*reader.blocks, *reader.notes.blocks()])
    if not blocks:
        raise UnreadableFile(NO_TEXT)
    title = next((it.text for it in blocks if it.kind is BlockKind.TITLE), "") or reader.said("title")
    return RtfText(title, reader.said("author"), blocks, reader.notes.all(places))


class _RtfReader:
    """Follows the tokens; text that isn't the document's own is collected by the name of its destination."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes = RtfNotes()
        self._group = RtfGroup()
        self.groups: list[RtfGroup] = []  # those that aren’t closed yet
        self._bytes = bytearray()
        self._skipping = 0
        self._of_file = "cp1252"
        self._paragraph = RtfParagraph()
        self._beside: dict[str, list[str]] = {}
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, str] = {}
        self._font = self._style = 0

    def said(self, name: str) -> str:
        """What a destination says."""
        return " ".join(whole(self._beside.get(name, ())).split())

    def take(self, token: RtfToken) -> None:
        if not token.word:
            self._take_bytes(token.raw)
            return
        self._put_bytes()
        if token.word == "open":
            self._open()
        elif token.word == "close":
            self._close()
        elif token.word == "u" and token.number is not None:
            self._write(chr(token.number % 0x10000))
            self._skipping = self._group.skip
        elif token.word in CHARACTERS:
            self._write(CHARACTERS[token.word])
        elif not self._begins_destination(token):
            self._format(token)

    def end_paragraph(self) -> None:
        """Close the paragraph."""
        text = whole(self._paragraph.words)
        self._paragraph.words = []
        if len(self.blocks) > MOST_PARAGRAPHS:
            raise UnreadableFile(TOO_MANY, most=MOST_PARAGRAPHS)
        if text.strip():
            self.blocks.append(Block(self._paragraph.kind(self._styles), text.strip(" ")))

    def _take_bytes(self, raw: bytes) -> None:
        skipped = min(self._skipping, len(raw))
        self._skipping -= skipped
        self._bytes += raw[skipped:]

    def _put_bytes(self) -> None:
        raw, self._bytes = self._bytes, bytearray()
        if raw:
            self._write(raw.decode(self._group.code_page, "replace"))

    def _write(self, words: str) -> None:
        group = self._group
        if group.place == TEXT and not (group.is_hidden or group.is_deleted):
            self._paragraph.words.append(words)
        elif group.place == FOOTNOTE and not group.is_deleted:
            self.notes.write(words)
        elif group.place not in {TEXT, SKIPPED}:
            self._beside.setdefault(group.place, []).append(words)

    def _open(self) -> None:
        if len(self.groups) >= MAX_DEPTH:
            raise UnreadableFile(TOO_DEEP, most=MAX_DEPTH)
        self.groups.append(self._group)
        self._skipping = 0

    def _close(self) -> None:
        closed, self._skipping = self._group, 0
        self._group = self.groups.pop() if self.groups else RtfGroup(place=SKIPPED)
        if closed.place in {"style", "font"}:
            name = whole(self._beside.pop(closed.place, ())).strip("; ").lower()
            if closed.place == "style" and self._group.place == "stylesheet":
                self._styles[self._style] = name
        elif closed.place != self._group.place and closed.place in state.OF_NOTES:
            marks = self.notes.end(closed.place, whole(self._beside.pop(closed.place, ())))
            if self._group.place == TEXT:
                self._paragraph.words.append(marks)

    def _begins_destination(self, token: RtfToken) -> bool:
        """Whether a token begins a destination, or a group whose words aren't text."""
        word, group = token.word, self._group
        if word == "*":
            self._group = replace(group, is_optional=True)
        elif group.place == SKIPPED:
            pass
        elif word in state.OF_NOTES:
            self._group = replace(group, place=word, is_optional=False)
            if word == FOOTNOTE:
                self._paragraph.words.append(self.notes.begin_footnote())
        elif word in state.TABLES or (word in state.INFO and group.place == "info"):
            self._group = replace(group, place=word, is_optional=False)
        elif word in state.UNREAD or group.is_optional:
            self._group = replace(group, place=SKIPPED, is_optional=False)
            self._paragraph.is_listed |= word in {"listtext", "pntext"}
        else:
            return False
        return True

    def _format(self, token: RtfToken) -> None:
        word, number, group = token.word, token.number, self._group
        if word in state.ENDS and group.place == TEXT and not (group.is_deleted or self._paragraph.is_in_table):
            self.end_paragraph()
        elif word == "par":
            self._write("\n")
        elif word in {"cell", "row", "nestcell", "nestrow"} and group.place == TEXT:
            self._end_cell(is_row=word.endswith("row"))
        elif word in {"pard", "intbl"} and group.place == TEXT:
            words, cells = self._paragraph.words, self._paragraph.cells
            self._paragraph = RtfParagraph(words, cells, is_in_table=word == "intbl")
        elif word in state.OF_GROUP:
            self._group = group.after(word, number)
        elif word in {"ansicpg", "mac", "pc", "pca"}:
            self._of_file = OF_FILE.get(word) or code_page_of(number)
            self._group = replace(group, code_page=self._of_file)
        elif number is not None:
            self._number(word, number)

    def _number(self, word: str, number: int) -> None:
        """A control word that means a number of a table, or a kind of paragraph."""
        place = self._group.place
        if word in {"f", "deff"} and place in {"fonttbl", "font"}:
            self._font = number
            self._group = replace(self._group, place="font")
        elif word == "fcharset" and place in {"fonttbl", "font"}:
            self._fonts[self._font] = CODE_PAGES.get(number, "")
        elif word == "f":
            self._group = replace(self._group, code_page=self._fonts.get(number) or self._of_file)
        elif word == "s" and place in {"stylesheet", "style"}:
            self._style = number
            self._group = replace(self._group, place="style")
        elif place == TEXT:
            self._paragraph.take(word, number)

    def _end_cell(self, *, is_row: bool) -> None:
        if not is_row:
            self._paragraph.cells.append(one_line(whole(self._paragraph.words)))
            self._paragraph.words = []
        elif self._paragraph.cells:
            self.blocks.append(Block(BlockKind.TABLE_ROW, "\t".join(self._paragraph.cells)))
            self._paragraph.cells = []

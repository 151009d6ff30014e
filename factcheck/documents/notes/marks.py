"""Marks in the text of a document that is being read: where comments begin and end, and where notes refer (pure).

They are noncharacters, which no cleaned text has (Unicode §23.7). `lifted` takes them out again, with their places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from factcheck.documents.notes.note import MOST_NOTES, NotePlace
from factcheck.documents.notes.words_before import words_before
from factcheck.documents.text import Block, clean, stripped

BEGIN, END, POINT = "\ufde0", "\ufde1", "\ufde2"
FIRST_DIGIT = 0xFDD0  # and the 15 after it
MARK = re.compile("([\ufde0-\ufde2])([\ufdd0-\ufddf]{4})")
BLANKS = re.compile(rf"(?:\s|{MARK.pattern})*\s(?:\s|{MARK.pattern})*")
MOST_PLACES = 20  # blocks with words of one note; its words in further ones are not read
Places = dict[int, tuple[NotePlace, ...]]


def mark(sign: str, number: int) -> str:
    """A mark of the note with this number, from 0; nothing for one beyond MOST_NOTES."""
    if number >= MOST_NOTES:
        return ""
    return sign + "".join(chr(FIRST_DIGIT + (number >> shift & 15)) for shift in (12, 8, 4, 0))


def number_of(digits: str) -> int:
    """The number of a note in the digits of its mark."""
    return sum((ord(digit) - FIRST_DIGIT) << shift for digit, shift in zip(digits, (12, 8, 4, 0), strict=True))


def one_line(text: str) -> str:
    """A text with single spaces for all its white space; marks stay."""
    return BLANKS.sub(_space, text).strip()


def without_marks(text: str) -> str:
    """A text without its marks."""
    return MARK.sub("", text)


def lifted(blocks: Iterable[Block]) -> tuple[list[Block], Places]:
    """The blocks as they are frozen, without marks and without blank ones, and the words of each note by its number.

    A note that only refers from a point has the words before it.
    """
    reader = _Lifting()
    for block in blocks:
        reader.take(block)
    return reader.blocks, reader.places()


class _Event(NamedTuple):
    sign: str
    number: int
    at: int


class _Lifting:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._found: dict[int, list[NotePlace]] = {}
        self._open: dict[int, int] = {}  # the notes whose words are being read, and where they begin in this block
        self._points: dict[int, NotePlace] = {}

    def take(self, block: Block) -> None:
        pieces = list(_pieces(block.text))
        text = "".join(piece for piece in pieces if isinstance(piece, str))
        final = stripped(block._replace(text=text))
        before, at = max(0, text.find(final)), 0
        events = []
        for piece in pieces:
            if isinstance(piece, str):
                at += len(piece)
            else:
                events.append(piece(min(max(0, at - before), len(final))))
        for event in events:
            self._meet(event, final)
        for number, start in self._open.items():
            self._add(number, start, len(final), final)
            self._open[number] = 0
        if final:
            self.blocks.append(Block(block.kind, final))

    def places(self) -> Places:
        found = {number: tuple(places) for number, places in self._found.items() if places}
        for number, point in self._points.items():
            if number not in found and point.block < len(self.blocks):
                start, end = words_before(self.blocks[point.block].text, point.start)
                found[number] = (NotePlace(point.block, start, end),) if start < end else ()
        return {number: places for number, places in found.items() if places}

    def _meet(self, event: _Event, text: str) -> None:
        sign, number, at = event
        if sign == BEGIN:
            self._open[number] = at
        elif sign == END and number in self._open:
            self._add(number, self._open.pop(number), at, text)
        elif sign == POINT:
            self._points[number] = NotePlace(max(0, len(self.blocks) - (not text)), at, at)

    def _add(self, number: int, start: int, end: int, text: str) -> None:
        words = text[start:end]
        places = self._found.setdefault(number, [])
        if words.strip() and len(places) < MOST_PLACES:
            start += len(words) - len(words.lstrip())
            end -= len(words) - len(words.rstrip())
            places.append(NotePlace(len(self.blocks), start, end))


def _pieces(text: str) -> Iterator[str | Callable[[int], _Event]]:
    at = 0
    for found in MARK.finditer(text):
        yield clean(text[at : found.start()])
        yield _event_at(found[1], number_of(found[2]))
        at = found.end()
    yield clean(text[at:])


def _event_at(sign: str, number: int) -> Callable[[int], _Event]:
    return lambda at: _Event(sign, number, at)


def _space(blanks: re.Match[str]) -> str:
    return " " + "".join(found[0] for found in MARK.finditer(blanks[0]))

"""A comment or footnote of a document, at its words (pure)."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from factcheck.documents.left_out import LeftOut, LeftOutKind
from factcheck.documents.text import Block

MOST_NOTES = 1_000  # of one document; further ones are not read


class NoteKind(enum.StrEnum):
    """The notes."""

    COMMENT = "comment"
    FOOTNOTE = "footnote"  # or endnote


class NotePlace(NamedTuple):
    """Words in a block of a document: its index, and code points of its text, end exclusive."""

    block: int
    start: int
    end: int


class NoteReply(NamedTuple):
    """A reply to a comment; `author` and `written` are as the file has them."""

    author: str
    written: str
    text: str


class Note(NamedTuple):
    """A comment or footnote; `written` is its time as the file has it, `places` are its words, empty if it has none."""

    kind: NoteKind
    text: str
    author: str = ""
    written: str = ""
    places: tuple[NotePlace, ...] = ()
    is_resolved: bool = False
    replies: tuple[NoteReply, ...] = ()


def stored(notes: Iterable[Note]) -> list[list[Any]]:
    """Notes as values that JSON knows."""
    return [[it.kind.value, *it[1:4], list(it.places), it.is_resolved, list(it.replies)] for it in notes]


def restored(rows: Iterable[Sequence[Any]]) -> list[Note]:
    """The notes that `stored` has made values of."""
    return [
        Note(
            NoteKind(kind),
            text,
            author,
            written,
            tuple(NotePlace(*place) for place in places),
            is_resolved,
            tuple(NoteReply(*reply) for reply in replies),
        )
        for kind, text, author, written, places, is_resolved, replies in rows
    ]


def beside(notes: Iterable[Note], blocks: Sequence[Block]) -> list[LeftOut]:
    """The comments as parts beside the text, each with its author, its replies and its words."""
    found = []
    for note in notes:
        if note.kind is NoteKind.COMMENT:
            lines = [_signed(note.author, note.text), *(_signed(it.author, it.text) for it in note.replies)]
            words = " ".join(blocks[at].text[start:end] for at, start, end in note.places)
            found.append(LeftOut(LeftOutKind.COMMENT, "\n".join(lines), words))
    return found


def _signed(author: str, text: str) -> str:
    return f"{author}: {text}" if author else text

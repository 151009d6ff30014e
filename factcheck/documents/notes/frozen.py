"""Notes of a document as stored with a version, at places in its text (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from factcheck.documents.notes.note import Note, NoteKind, NoteReply


class FrozenNote(NamedTuple):
    """A note with its words in the text of a version: code points, end exclusive; none if they aren't in it."""

    note: Note
    places: tuple[tuple[int, int], ...]


def stored(notes: Iterable[FrozenNote]) -> list[list[Any]]:
    """Notes as stored in a version: [kind, text, author, written, places, whether resolved, replies]."""
    return [
        [it.note.kind.value, *it.note[1:4], [list(place) for place in it.places], it.note.is_resolved, _replies(it)]
        for it in notes
    ]


def restored(rows: Iterable[Sequence[Any]]) -> list[FrozenNote]:
    """The stored notes of a version."""
    found = []
    for kind, text, author, written, places, is_resolved, replies in rows:
        answers = tuple(NoteReply(*reply) for reply in replies)
        note = Note(NoteKind(kind), text, author, written, (), is_resolved, answers)
        found.append(FrozenNote(note, tuple((start, end) for start, end in places)))
    return found


def _replies(it: FrozenNote) -> list[list[str]]:
    return [list(reply) for reply in it.note.replies]

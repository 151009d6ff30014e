"""Where the comments and footnotes of a document are in its text as it is frozen (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factcheck.documents.notes.frozen import FrozenNote
from factcheck.documents.notes.note import Note, NoteKind
from factcheck.documents.text import Block, Canonical, Placed, stripped
from factcheck.intake.reading.line_edits import LineEdits, lines_of


class NoteCount(NamedTuple):
    """How many notes a document has, and of how many the words are in the text."""

    comments: int
    footnotes: int
    found: int

    @property
    def lost(self) -> int:
        """How many have no words in the text."""
        return self.comments + self.footnotes - self.found


def frozen_notes(
    notes: Sequence[Note], count: int, lines: Sequence[Block], edits: LineEdits, whole: Canonical
) -> list[FrozenNote]:
    """The notes at their words in `whole`, which was made of `lines` with these `edits`.

    `count` is the number of blocks of the document; where a headline was put before them, there is one line more.
    """
    placed = _placed(lines, edits, whole) if notes else []
    further = len(lines) - count
    return [FrozenNote(note, tuple(_places(note, placed, further))) for note in notes]


def counted(notes: Iterable[FrozenNote]) -> NoteCount:
    """The numbers of comments, of footnotes, and of notes with words in the text."""
    kinds = [(it.note.kind, bool(it.places)) for it in notes]
    comments = sum(kind is NoteKind.COMMENT for kind, _found in kinds)
    return NoteCount(comments, len(kinds) - comments, sum(found for _kind, found in kinds))


def _placed(lines: Sequence[Block], edits: LineEdits, whole: Canonical) -> list[Placed | None]:
    """Where each line is in the text; None for one that was removed or is blank."""
    following = iter(whole.blocks)
    found: list[Placed | None] = []
    for line in lines_of(lines):
        is_kept = (line.is_title or line.key not in edits.removed) and stripped(line.block).strip()
        found.append(next(following, None) if is_kept else None)
    return found


def _places(note: Note, placed: Sequence[Placed | None], further: int) -> Iterable[tuple[int, int]]:
    for block, start, end in note.places:
        place = placed[block + further] if 0 <= block + further < len(placed) else None
        if place is not None and place.start + start < place.end:
            yield place.start + start, min(place.start + end, place.end)

"""The comments of a Word file with their replies, and its footnotes and endnotes (pure).

Replies and resolved comments are those of `commentsExtended.xml` ([MS-DOCX] 2.5.1), which names a comment by the id of
its last paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from lxml import etree

from factcheck.documents.foreign.archive import OfficeArchive
from factcheck.documents.notes.marks import Places, one_line, without_marks
from factcheck.documents.notes.note import Note, NoteKind, NotePlace, NoteReply

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
COMMENTS = "comments"
MOST_NESTED = 10  # replies to replies; Word itself has one level
TextOf = Callable[[etree._Element], str]


class WordComment(NamedTuple):
    """A comment or a reply; `paragraph` is the id of its last paragraph."""

    identity: str
    paragraph: str
    author: str
    written: str
    text: str


class WordThread(NamedTuple):
    """A comment with its replies."""

    replies: list[WordComment]
    is_resolved: bool


class WordNotes:
    """The notes of a Word file; `text_of` reads an element with paragraphs."""

    def __init__(self, archive: OfficeArchive, text_of: TextOf) -> None:
        self._archive, self._text_of = archive, text_of
        self._parts: dict[str, dict[str, etree._Element]] = {}
        self._numbers: dict[tuple[str, str], int] = {}  # by part and id, in the order of the text
        self._shown: dict[tuple[str, str], int] = {}  # the same of footnotes and endnotes alone, from 1

    def number(self, part: str, identity: str) -> int:
        """The number of a note for its marks, from 0."""
        return self._numbers.setdefault((part, identity), len(self._numbers))

    def shown_number(self, part: str, identity: str) -> int:
        """The number of a footnote or endnote that was referred to, as readers see it, from 1."""
        return self._shown.setdefault((part, identity), len(self._shown) + 1)

    def footnotes(self) -> Iterator[str]:
        """The texts of the footnotes and endnotes, in the order of the text; marks in them stay."""
        for part, identity in list(self._numbers):
            if part != COMMENTS:
                note = self._of(part).get(identity)
                yield one_line(self._text_of(note)) if note is not None else ""

    def all(self, places: Places) -> list[Note]:
        """The comments with their replies, and the footnotes, in the order of the text; then those without words."""
        texts = iter([without_marks(it) for it in self.footnotes()])
        comments = {it.identity: it for it in self._comments()}
        threads = self._threads(comments.values())
        found = []
        for (part, identity), number in self._numbers.items():
            if part != COMMENTS and (text := next(texts)):
                found.append(Note(NoteKind.FOOTNOTE, text, places=places.get(number, ())))
            elif part == COMMENTS and identity in threads:
                found.append(_note(comments[identity], threads.pop(identity), places.get(number, ())))
        return [*found, *(_note(comments[it], thread, ()) for it, thread in threads.items())]

    def _comments(self) -> Iterator[WordComment]:
        for identity, comment in self._of(COMMENTS).items():
            paragraphs = list(comment.iter(f"{W}p"))
            text = "\n".join(filter(None, (without_marks(self._text_of(it)).strip() for it in paragraphs)))
            last = paragraphs[-1].get(f"{W14}paraId", "") if paragraphs else ""
            yield WordComment(identity, last, comment.get(f"{W}author", ""), comment.get(f"{W}date", ""), text)

    def _threads(self, comments: Collection[WordComment]) -> dict[str, WordThread]:
        """The first comment of each thread by its id, with its replies in order."""
        root = self._archive.xml("word/commentsExtended.xml")
        rows = {it.get(f"{W15}paraId", ""): it for it in root} if root is not None else {}
        by_paragraph = {it.paragraph: it for it in comments if it.paragraph}
        parents = {it: by_paragraph.get(row.get(f"{W15}paraIdParent", "")) for it, row in rows.items()}
        found: dict[str, WordThread] = {}
        for comment in comments:
            first = comment
            for _step in range(MOST_NESTED):
                first = parents.get(first.paragraph) or first
            row = rows.get(first.paragraph)
            is_resolved = row is not None and row.get(f"{W15}done") in {"1", "true"}
            thread = found.setdefault(first.identity, WordThread([], is_resolved))
            if first is not comment:
                thread.replies.append(comment)
        said = {it.identity for it in comments if it.text}
        return {it: found[it] for it in found if it in said or any(reply.text for reply in found[it].replies)}

    def _of(self, part: str) -> dict[str, etree._Element]:
        """The notes of a part by their ids."""
        if part not in self._parts:
            root = self._archive.xml(f"word/{part}.xml")
            self._parts[part] = {it.get(f"{W}id", ""): it for it in root} if root is not None else {}
        return self._parts[part]


def _note(comment: WordComment, thread: WordThread, places: tuple[NotePlace, ...]) -> Note:
    replies = tuple(NoteReply(it.author, it.written, it.text) for it in thread.replies if it.text)
    return Note(NoteKind.COMMENT, comment.text, comment.author, comment.written, places, thread.is_resolved, replies)

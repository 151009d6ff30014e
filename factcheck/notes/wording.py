"""How comments and footnotes of a document are worded as conversations and evidence (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from factcheck.documents.notes.note import Note
from factcheck.i18n import N_, _
from factcheck.threads.bodies import PieceKind, pieces
from factcheck.threads.comments import MAX_BODY

MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?")
QUOTED = re.compile(r"“([^”]{10,})”|„([^“”]{10,})[“”]|«([^»]{10,})»|\"([^\"]{10,})\"")
ROOM_FOR_HEADING = 500  # code points
HEADINGS = {  # by whether the author and the time are known
    (True, True): N_("Comment by %(author)s in the draft, %(written)s:"),
    (True, False): N_("Comment by %(author)s in the draft:"),
    (False, True): N_("Comment in the draft, %(written)s:"),
    (False, False): N_("Comment in the draft:"),
}


class Reference(NamedTuple):
    """What a footnote refers to: an address, if it has one, the words about it, and the passage it quotes."""

    title: str
    url: str | None
    quote: str


def bodies(note: Note) -> Iterator[str]:
    """The comment and its replies as the bodies of a conversation, each with author and time; long ones in parts."""
    for author, written, text in ((note.author, note.written, note.text), *note.replies):
        facts = {"author": author[:200], "written": moment(written)}
        heading = _(HEADINGS[bool(author), bool(facts["written"])], **facts)
        size = MAX_BODY - ROOM_FOR_HEADING
        for start in range(0, max(1, len(text)), size):
            yield f"{heading}\n\n{text[start : start + size]}".strip()


def moment(written: str) -> str:
    """A time as the file has it, without seconds: file formats don't agree on whose time zone it is."""
    found = MOMENT.match(written)
    return " ".join(filter(None, found.groups())) if found else written[:50]


def reference(text: str, longest_title: int) -> Reference:
    """What a footnote refers to."""
    found = list(pieces(text, ()))
    url = next((it.text for it in found if it.kind is PieceKind.ADDRESS), None)
    words = " ".join("".join(it.text for it in found if it.kind is not PieceKind.ADDRESS).split())
    title = words.strip(" ,;:.()[]<>–—-") or text
    quoted = QUOTED.search(text)
    passage = next(filter(None, quoted.groups())) if quoted else text
    return Reference(shortened(title, longest_title), url, passage)


def shortened(words: str, most: int) -> str:
    """Words on one line, cut after a whole word where they are longer than `most` code points."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1].rpartition(" ")[0][: most - 1] + "…"

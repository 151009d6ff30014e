"""An incoming text, read but not stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from factcheck.articles.details import ArticleDetails
from factcheck.documents.left_out import LeftOut
from factcheck.documents.notes.frozen import FrozenNote
from factcheck.documents.text import Canonical
from factcheck.hashing import sha256_hex
from factcheck.intake.reading.article_reader import UNDECIDED, ReadingOptions, read
from factcheck.intake.reading.line_edits import NO_EDITS, LineEdits
from factcheck.intake.reading.parsing import How


class Incoming(NamedTuple):
    """A text that was read and not stored: `raw` are its original bytes."""

    details: ArticleDetails
    whole: Canonical
    raw: bytes
    media_type: str
    how: How
    left_out: Sequence[LeftOut] = ()
    edits: LineEdits = NO_EDITS
    notes: Sequence[FrozenNote] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of its canonical text."""
        return sha256_hex(self.whole.text)


def found_at(incoming: Incoming, address: str) -> Incoming:
    """The same with the address from which it was fetched, if it declares none itself."""
    if incoming.details.canonical_url or not address:
        return incoming
    return incoming._replace(details=replace(incoming.details, canonical_url=address))


def receive(raw: bytes, media_type: str, details: ArticleDetails, options: ReadingOptions = UNDECIDED) -> Incoming:
    """Read a text; `media_type` is one of `formats`. Raises Invalid and AmbiguousText as `read` does."""
    found = read(raw, media_type, details, options)
    read_as = (found.how, found.left_out, options.edits, found.notes)
    return Incoming(found.details, found.whole, raw, media_type, *read_as)

"""From the bytes of a file to its details and its canonical text (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.articles.details import MAX_CHARACTERS, ArticleDetails, checked, filled, headline_of
from factcheck.db.slow import ahead
from factcheck.documents.encodings.decoding import decode
from factcheck.documents.html import titled
from factcheck.documents.left_out import LeftOut, kept
from factcheck.documents.notes.frozen import FrozenNote
from factcheck.documents.text import Block, Canonical, Unreadable, canonical
from factcheck.errors import Invalid, Refusals
from factcheck.intake.reading.headline import plain_lines
from factcheck.intake.reading.line_edits import NO_EDITS, LineEdits, edited
from factcheck.intake.reading.notes import frozen_notes
from factcheck.intake.reading.parsing import (
    AS_IT_TELLS,
    PAGES,
    How,
    Manner,
    read_page,
    read_plain,
    refusing_unreadable,
)

SHOWN = 4  # blocks of a sample
SAMPLE = 300  # characters of it


class Reading(NamedTuple):
    """The result of reading a file: its details, its canonical text, how it was read, and the parts left out."""

    details: ArticleDetails
    whole: Canonical
    how: How
    left_out: Sequence[LeftOut] = ()
    notes: Sequence[FrozenNote] = ()


class ReadingOptions(NamedTuple):
    """What a person has decided about the reading of a new text."""

    is_undated: bool | None = None  # the date is unknown; None: nobody was asked
    manner: Manner = AS_IT_TELLS
    edits: LineEdits = NO_EDITS
    is_final: bool = False  # they have seen the details, and left the blank ones blank


UNDECIDED = ReadingOptions()


class ReadingAgain(NamedTuple):
    """The same for an existing article, of which only the headline may change."""

    headline: str
    whole: Canonical
    how: How
    left_out: Sequence[LeftOut] = ()


@ahead("reading the text of an article")
def read(
    raw: bytes,
    media_type: str,
    details: ArticleDetails,
    options: ReadingOptions = UNDECIDED,
) -> Reading:
    """The details and the text without its removed lines; blank details are filled from the file.

    Raises Invalid naming the fields, `text` when the bytes give none; AmbiguousText naming `charset` when a person must
    choose.
    """
    if media_type not in PAGES:
        return _read_plain(raw, media_type, details, options)
    is_undated = options.is_undated
    with refusing_unreadable(raw, media_type):
        page, how = read_page(raw, media_type, options.manner)
        if not options.is_final:
            details = filled(details, page, is_undated=bool(is_undated))
        details = checked(details, is_undated=is_undated)
        lines = titled(page.blocks, details.title) if details.is_titled else page.blocks
        found = _reading(details, lines, how, page.left_out, options.edits)
        return found._replace(notes=frozen_notes(page.notes, len(page.blocks), lines, options.edits, found.whole))


def _reading(
    details: ArticleDetails, blocks: Sequence[Block], how: How, left_out: Sequence[LeftOut], edits: LineEdits
) -> Reading:
    stay, removed = edited(blocks, edits)
    return Reading(details, canonical(stay), how, kept([*removed, *left_out]))


def _read_plain(raw: bytes, media_type: str, details: ArticleDetails, options: ReadingOptions) -> Reading:
    refusals = Refusals()
    with refusals.gather(), refusing_unreadable(raw, media_type):
        text = decode(raw, chosen=options.manner.charset)
    with refusals.gather():
        details = checked(details, is_undated=options.is_undated)
    refusals.tell()
    with refusing_unreadable(raw, media_type):
        headline = details.title if details.is_titled else ""
        blocks, how = plain_lines(text, headline, options.manner, options.edits)
        return _reading(details, blocks, how, (), options.edits)


@ahead("reading the text of a new version")
def read_again(
    raw: bytes,
    media_type: str,
    headline: str,
    old_headline: str,
    *,
    manner: Manner = AS_IT_TELLS,
    edits: LineEdits = NO_EDITS,
    is_titled: bool = True,
) -> ReadingAgain:
    """The headline and the text of a later version; `old_headline` is that of the article.

    The headline is the one given, else the file's own, else the old one. Nothing else that a page declares is used.
    Raises Invalid for `title` if the headline is invalid, else as `read` does.
    """
    with refusing_unreadable(raw, media_type):
        headline = headline_of(headline)
        if media_type in PAGES:
            page, how = read_page(raw, media_type, manner)
            headline = headline or headline_of(page.title[: MAX_CHARACTERS["title"]]) or old_headline
            stay, removed = edited(titled(page.blocks, headline) if is_titled else page.blocks, edits)
            return ReadingAgain(headline, canonical(stay), how, kept([*removed, *page.left_out]))
        headline = headline or old_headline
        text = decode(raw, chosen=manner.charset)
        blocks, how = plain_lines(text, headline if is_titled else "", manner, edits)
        stay, removed = edited(blocks, edits)
        return ReadingAgain(headline, canonical(stay), how, kept(removed))


@ahead("reading what a page says of itself")
def told_by(raw: bytes, media_type: str, manner: Manner) -> ArticleDetails:
    """The details that a file declares, if they are valid; blank for plain text and for unreadable files."""
    try:
        if media_type in PAGES:
            return filled(ArticleDetails(""), read_page(raw, media_type, manner)[0], is_undated=False)
    except (Unreadable, Invalid):
        pass
    return ArticleDetails("")


def beginning(raw: bytes, media_type: str, charset: str = "") -> str:
    """The start of a text if it is read as this media type: its first blocks separated by `¶`, as a sample."""
    manner = Manner(charset)
    try:
        if media_type in PAGES:
            page, _how = read_page(raw, media_type, manner)
            blocks = page.blocks
        else:
            blocks, _how = read_plain(decode(raw, chosen=charset), "", manner)
    except Unreadable as refusal:
        return str(refusal)
    return " ¶ ".join(" ".join(block.text.split()) for block in blocks[:SHOWN])[:SAMPLE]

"""From the bytes of a file to its particulars and its canonical text (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.articles.details import MAX_CHARACTERS, ArticleDetails, checked, filled, headline_of
from factcheck.db.slow import ahead
from factcheck.documents.encodings.decoding import decode
from factcheck.documents.left_out import LeftOut, kept
from factcheck.documents.page import titled
from factcheck.documents.text import Canonical, Unreadable, canonical
from factcheck.errors import Refusals
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
    """What was read of a file: its particulars, its canonical text, how, and what of a page is not in that text."""

    details: ArticleDetails
    whole: Canonical
    how: How
    left_out: Sequence[LeftOut] = ()


class ReadingAgain(NamedTuple):
    """The same of an article that is known already, of which only the headline may change."""

    headline: str
    whole: Canonical
    how: How
    left_out: Sequence[LeftOut] = ()


@ahead("reading the text of an article")
def read(
    raw: bytes,
    media_type: str,
    details: ArticleDetails,
    *,
    is_undated: bool | None = None,
    manner: Manner = AS_IT_TELLS,
) -> Reading:
    """The particulars, filled from the file where they were left blank, and the text.

    Raises Invalid naming the fields, `text` when the bytes give none; Asked naming `charset` when a person must choose.
    """
    if media_type not in PAGES:
        return _read_plain(raw, media_type, details, is_undated, manner)
    with refusing_unreadable(raw, media_type):
        page, how = read_page(raw, media_type, manner)
        details = checked(filled(details, page, is_undated=bool(is_undated)), is_undated=is_undated)
        return Reading(details, canonical(titled(page.blocks, details.title)), how, kept(page.left_out))


def _read_plain(
    raw: bytes, media_type: str, details: ArticleDetails, is_undated: bool | None, manner: Manner
) -> Reading:
    refusals = Refusals()
    with refusals.gather(), refusing_unreadable(raw, media_type):
        text = decode(raw, chosen=manner.charset)
    with refusals.gather():
        details = checked(details, is_undated=is_undated)
    refusals.tell()
    with refusing_unreadable(raw, media_type):
        blocks, how = read_plain(text, details.title, manner)
        return Reading(details, canonical(blocks), how)


@ahead("reading the text of a new version")
def read_again(raw: bytes, media_type: str, headline: str, known: str, *, manner: Manner = AS_IT_TELLS) -> ReadingAgain:
    """The headline and the text of an article that is `known` by a headline already.

    The headline is the one given, else the file's own, else the known one. Nothing else that a page says is taken over.
    Raises Invalid naming `title` when the headline can't be, else as `read` does.
    """
    with refusing_unreadable(raw, media_type):
        headline = headline_of(headline)
        if media_type in PAGES:
            page, how = read_page(raw, media_type, manner)
            headline = headline or headline_of(page.title[: MAX_CHARACTERS["title"]]) or known
            return ReadingAgain(headline, canonical(titled(page.blocks, headline)), how, kept(page.left_out))
        blocks, how = read_plain(decode(raw, chosen=manner.charset), headline or known, manner)
        return ReadingAgain(headline or known, canonical(blocks), how)


@ahead("reading what a page says of itself")
def told_by(raw: bytes, media_type: str, manner: Manner) -> ArticleDetails:
    """The details that a file tells, as far as they can be true; blank for plain text and for what can't be read."""
    try:
        if media_type in PAGES:
            return filled(ArticleDetails(""), read_page(raw, media_type, manner)[0], is_undated=False)
    except Unreadable:
        pass
    return ArticleDetails("")


def beginning(raw: bytes, media_type: str, charset: str = "") -> str:
    """How a text begins if it is read as this media type, its first blocks parted by `¶`: for who has to choose."""
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

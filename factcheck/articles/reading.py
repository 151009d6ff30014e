"""From the bytes of a file to its particulars and its canonical text (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from factcheck.articles.charsets import declared_charset, decode
from factcheck.articles.details import MOST, ArticleDetails, checked, filled, headline_of
from factcheck.articles.extract import Extracted, from_html, titled
from factcheck.articles.left_out import LeftOut, kept
from factcheck.articles.text import MAX_BYTES, Canonical, Unreadable, blocks_from_text, canonical, clean
from factcheck.errors import Invalid
from factcheck.language import _
from factcheck.slow import ahead

PLAIN, HTML = "text/plain", "text/html"


class Reading(NamedTuple):
    """What was read of a file: its particulars, its canonical text, and what of a page is not in that text."""

    details: ArticleDetails
    whole: Canonical
    left_out: Sequence[LeftOut] = ()


class ReadingAgain(NamedTuple):
    """The same of an article that is known already, of which only the headline may change."""

    headline: str
    whole: Canonical
    left_out: Sequence[LeftOut] = ()


@ahead("reading the text of an article")
def read(raw: bytes, media_type: str, details: ArticleDetails, *, is_undated: bool | None = None) -> Reading:
    """The particulars, filled from the file where they were left blank, and the text.

    Raises Invalid naming the field, `text` when the bytes give none.
    """
    with _in_words(raw, media_type):
        if media_type == HTML:
            page = _page(raw)
            details = checked(filled(details, page, is_undated=bool(is_undated)), is_undated=is_undated)
            return Reading(details, canonical(titled(page.blocks, details.title)), kept(page.left_out))
        text = decode(raw)
        details = checked(details, is_undated=is_undated)
        return Reading(details, canonical(blocks_from_text(text, details.title)))


@ahead("reading the text of a new version")
def read_again(raw: bytes, media_type: str, headline: str, known: str) -> ReadingAgain:
    """The headline and the text of an article that is `known` by a headline already.

    The headline is the one given, else the file's own, else the known one. Nothing else that a page says is taken over.
    Raises Invalid naming `title` when the headline can't be, else as `read` does.
    """
    with _in_words(raw, media_type):
        headline = headline_of(headline)
        if media_type == HTML:
            page = _page(raw)
            headline = headline or headline_of(page.title[: MOST["title"]]) or known
            return ReadingAgain(headline, canonical(titled(page.blocks, headline)), kept(page.left_out))
        return ReadingAgain(headline or known, canonical(blocks_from_text(decode(raw), headline or known)))


@contextmanager
def _in_words(raw: bytes, media_type: str) -> Iterator[None]:
    """Refuse what is too large or of another kind, and say what can't be read as a refusal of the field `text`."""
    if len(raw) > MAX_BYTES:
        raise Invalid("text", _("A file may have at most %(most)s MB.", most=MAX_BYTES // 1024 // 1024))
    if media_type not in {HTML, PLAIN}:
        raise Invalid("text", _("Only plain text and HTML can be read."))
    try:
        yield
    except Unreadable as error:
        raise Invalid("text", str(error)) from None


def _page(raw: bytes) -> Extracted:
    return from_html(clean(decode(raw, declared_charset(raw))))

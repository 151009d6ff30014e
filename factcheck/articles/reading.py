"""From the bytes of a file to its particulars and its canonical text (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import NamedTuple

from factcheck.articles.details import MAX_CHARACTERS, ArticleDetails, checked, filled, headline_of
from factcheck.db.slow import ahead
from factcheck.documents.ambiguity import AmbiguousText, ReadingChoice
from factcheck.documents.encodings.candidates import Doubtful
from factcheck.documents.encodings.decoding import Decoded, declared_charset, decode
from factcheck.documents.encodings.names import described
from factcheck.documents.formats import HTML as HTML
from factcheck.documents.formats import MARKDOWN as MARKDOWN
from factcheck.documents.formats import MHTML as MHTML
from factcheck.documents.formats import PLAIN as PLAIN
from factcheck.documents.left_out import LeftOut, kept
from factcheck.documents.lines import Paragraphs, paragraphs_of
from factcheck.documents.markdown import page_of
from factcheck.documents.mhtml import saved_page
from factcheck.documents.page import Extracted, from_html, titled
from factcheck.documents.text import (
    MAX_BYTES,
    Block,
    Canonical,
    Unreadable,
    blocks_from_text,
    canonical,
    clean,
    way_of_text,
)
from factcheck.errors import Invalid, Refusals
from factcheck.i18n import _
from factcheck.urls import is_home_page, is_web_address

SHOWN = 4  # blocks of a sample
SAMPLE = 300  # characters of it
PAGES = frozenset({HTML, MARKDOWN, MHTML})


class Manner(NamedTuple):
    """How a person wants a text to be read, where they say so; empty is what the text itself tells."""

    charset: str = ""  # as charsets.Candidate has it
    paragraphs: Paragraphs = Paragraphs.AUTO  # of plain text


AS_IT_TELLS = Manner()  # nothing was chosen


class How(NamedTuple):
    """How a text was read: its media type, its encoding, whether that is a guess, and what parts its paragraphs."""

    media_type: str
    charset: str
    is_guess: bool
    paragraphs: Paragraphs = Paragraphs.AUTO


def read_as(how: How) -> dict[str, object]:
    """How a text was read, for the record of what was done: so its frozen text can be made again from its bytes."""
    return {"read_as": [how.media_type, how.charset, *([how.paragraphs.value] if how.paragraphs else [])]}


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
    with _in_words(raw, media_type):
        page, how = _page(raw, media_type, manner)
        details = checked(filled(details, page, is_undated=bool(is_undated)), is_undated=is_undated)
        return Reading(details, canonical(titled(page.blocks, details.title)), how, kept(page.left_out))


def _read_plain(
    raw: bytes, media_type: str, details: ArticleDetails, is_undated: bool | None, manner: Manner
) -> Reading:
    refusals = Refusals()
    with refusals.gather(), _in_words(raw, media_type):
        text = decode(raw, chosen=manner.charset)
    with refusals.gather():
        details = checked(details, is_undated=is_undated)
    refusals.tell()
    with _in_words(raw, media_type):
        blocks, how = _plain(text, details.title, manner)
        return Reading(details, canonical(blocks), how)


@ahead("reading the text of a new version")
def read_again(raw: bytes, media_type: str, headline: str, known: str, *, manner: Manner = AS_IT_TELLS) -> ReadingAgain:
    """The headline and the text of an article that is `known` by a headline already.

    The headline is the one given, else the file's own, else the known one. Nothing else that a page says is taken over.
    Raises Invalid naming `title` when the headline can't be, else as `read` does.
    """
    with _in_words(raw, media_type):
        headline = headline_of(headline)
        if media_type in PAGES:
            page, how = _page(raw, media_type, manner)
            headline = headline or headline_of(page.title[: MAX_CHARACTERS["title"]]) or known
            return ReadingAgain(headline, canonical(titled(page.blocks, headline)), how, kept(page.left_out))
        blocks, how = _plain(decode(raw, chosen=manner.charset), headline or known, manner)
        return ReadingAgain(headline or known, canonical(blocks), how)


@ahead("reading what a page says of itself")
def told_by(raw: bytes, media_type: str, manner: Manner) -> ArticleDetails:
    """The details that a file tells, as far as they can be true; blank for plain text and for what can't be read."""
    try:
        if media_type in PAGES:
            return filled(ArticleDetails(""), _page(raw, media_type, manner)[0], is_undated=False)
    except Unreadable:
        pass
    return ArticleDetails("")


def beginning(raw: bytes, media_type: str, charset: str = "") -> str:
    """How a text begins if it is read as this media type, its first blocks parted by `¶`: for who has to choose."""
    manner = Manner(charset)
    try:
        if media_type in PAGES:
            page, _how = _page(raw, media_type, manner)
            blocks = page.blocks
        else:
            blocks, _how = _plain(decode(raw, chosen=charset), "", manner)
    except Unreadable as refusal:
        return str(refusal)
    return " ¶ ".join(" ".join(block.text.split()) for block in blocks[:SHOWN])[:SAMPLE]


@contextmanager
def _in_words(raw: bytes, media_type: str) -> Iterator[None]:
    """Refuse what is too large or of another kind, and say what can't be read as a refusal of the field `text`."""
    if len(raw) > MAX_BYTES:
        raise Invalid("text", _("Choose a file of at most %(most)s MB.", most=MAX_BYTES // 1024 // 1024))
    if media_type not in PAGES | {PLAIN}:
        raise Invalid("text", _("Only plain text, HTML and Markdown can be read."))
    try:
        yield
    except Doubtful as doubt:
        choices = [ReadingChoice(it.encoding, described(it.encoding), it.sample) for it in doubt.candidates]
        raise AmbiguousText("charset", str(doubt), choices) from None
    except Unreadable as error:
        raise Invalid("text", str(error)) from None


def _plain(text: Decoded, headline: str, manner: Manner) -> tuple[list[Block], How]:
    way = manner.paragraphs or way_of_text(text.text, headline)
    return blocks_from_text(text.text, headline, way), How(PLAIN, text.encoding, text.is_guess, way)


def _page(raw: bytes, media_type: str, manner: Manner) -> tuple[Extracted, How]:
    """What a page, a saved page or a Markdown text says."""
    url, declared = "", None
    if media_type == MHTML:
        raw, declared, url, is_plain = saved_page(raw)
        if is_plain:
            return _mail(decode(raw, declared or None, chosen=manner.charset), manner)
    if media_type == MARKDOWN:
        text = decode(raw, chosen=manner.charset)
        page = from_html(page_of(clean(text.text)))
    else:
        text = decode(raw, declared or declared_charset(raw), chosen=manner.charset, is_markup=True)
        page = from_html(clean(text.text), url)
    if url and (not is_web_address(page.url) or is_home_page(page.url)):
        page = page._replace(url=url)
    return page, How(media_type, text.encoding, text.is_guess)


def _mail(text: Decoded, manner: Manner) -> tuple[Extracted, How]:
    """What a mail of plain text says: its paragraphs as those of a page."""
    way = manner.paragraphs or way_of_text(text.text, "")
    parts = (escape(part).replace("\n", "<br>") for part in paragraphs_of(clean(text.text), way))
    page = from_html("<article>" + "".join(f"<p>{part}</p>" for part in parts) + "</article>")
    return page, How(MHTML, text.encoding, text.is_guess, way)

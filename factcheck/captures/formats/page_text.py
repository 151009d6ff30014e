"""The text of captured bytes, in blocks, by the readers that articles have."""

from __future__ import annotations

import logging
from typing import Any, NamedTuple

from factcheck.captures.formats.file_types import PDF, PICTURES
from factcheck.documents.ambiguity import AmbiguousText
from factcheck.documents.encodings.candidates import Doubtful
from factcheck.documents.encodings.decoding import declared_charset, decode
from factcheck.documents.encodings.whatwg import name_of
from factcheck.documents.formats import HTML, MARKDOWN, MHTML, PLAIN, TRANSCRIPT, WEB_ARCHIVES
from factcheck.documents.html import Extracted
from factcheck.documents.text import Unreadable, blocks_from_text, canonical, clean
from factcheck.i18n import N_, _
from factcheck.intake.reading.foreign_files import TakesLong, archived_page, read_captured_page, read_foreign
from factcheck.urls import key

PAGES = frozenset({HTML, "application/xhtml+xml", MHTML})
READER, READER_VERSION = "Factcheck page reader", "1"  # another version if the same page may give another text
TEXT_READER, TEXT_READER_VERSION = "Factcheck text reader", "1"
PDF_READER, PDF_READER_VERSION = (
    "Factcheck PDF reader",
    "4",
)  # 2: pages; 3: no head of an only page; 4: paragraphs of one line
TRANSCRIPT_READER, TRANSCRIPT_READER_VERSION = "Factcheck transcript reader", "1"
BOM = b"\xef\xbb\xbf"
NO_TEXT_YET = N_("No text is read from files of this type (%(type)s). The file itself is kept.")
NO_TEXT_IN_PICTURES = N_("It is a picture, so it has no text. The file itself is kept.")
NO_TEXT_IN_PDF = N_("%(reason)s The file itself is kept.")
SEVERAL_PAGES = N_(
    "This web archive has several pages, and none of them is at the source’s address. Save only the page you quote."
)
BROKEN = N_("Its text couldn’t be read. The file itself is kept.")
log = logging.getLogger(__name__)


class CapturedText(NamedTuple):
    """The text of captured bytes; without one, `reason` says why. `url` is the address that a saved page names."""

    text: str | None = None
    blocks: tuple[Any, ...] = ()  # [kind, start, end] in code points
    title: str = ""
    extractor: str = ""
    extractor_version: str = ""
    url: str = ""
    reason: str = ""
    pages: tuple[tuple[int, int], ...] = ()  # the number of each page, and where it begins in the text


def text_of(raw: bytes, media_type: str, charset: str = "", url: str = "") -> CapturedText:
    """The text of these bytes; `charset` is what the server named, `url` where they came from. Refuses nothing.

    What can't be read is captured without text: the bytes are the evidence.
    """
    try:
        if media_type in PAGES:
            return _of_page(raw, media_type, charset, url)
        if media_type in WEB_ARCHIVES:
            return _of_archive(raw, media_type, url)
        if media_type == TRANSCRIPT:
            return _of_transcript(raw)
        if media_type in {PLAIN, MARKDOWN} or media_type.startswith("text/"):
            return _of_text(raw, charset)
        if media_type == PDF:
            return _of_pdf(raw)
    except Unreadable as refusal:
        return CapturedText(reason=str(refusal))
    except Exception:
        log.exception("The text of a capture couldn't be read")
        return CapturedText(reason=_(BROKEN))
    return CapturedText(reason=_(NO_TEXT_IN_PICTURES) if media_type in PICTURES else _(NO_TEXT_YET, type=media_type))


def _of_page(raw: bytes, media_type: str, charset: str, url: str) -> CapturedText:
    saved_from = ""
    if media_type == MHTML:
        page = archived_page(raw, MHTML)
        raw, charset, saved_from = page.data, page.charset, page.url
        if page.is_plain:
            return _of_text(raw, charset)._replace(url=saved_from)
    return _of_html(raw, charset, saved_from or url)._replace(url=saved_from)


def _of_html(raw: bytes, charset: str, url: str) -> CapturedText:
    named = name_of(charset)
    if named and declared_charset(raw) is None:
        raw = BOM + _decoded(raw, named).encode()
    read = read_captured_page(raw, url)
    return CapturedText(read["text"], tuple(read["blocks"]), read["title"], READER, READER_VERSION)


def _of_archive(raw: bytes, media_type: str, url: str) -> CapturedText:
    """The only page of a web archive; of several, the one at the address of the source."""
    try:
        page = archived_page(raw, media_type)
    except AmbiguousText as several:
        page_url = next((it.value for it in several.choices if url and key(it.value) == key(url)), "")
        if not page_url:
            raise Unreadable(_(SEVERAL_PAGES)) from None
        page = archived_page(raw, media_type, page_url)
    return _of_html(page.data, page.charset, page.url)._replace(url=page.url)


def _of_text(raw: bytes, charset: str) -> CapturedText:
    whole = canonical(blocks_from_text(clean(_decoded(raw, name_of(charset) or ""))))
    blocks = tuple([kind.value, start, end] for kind, start, end in whole.blocks)
    return CapturedText(whole.text, blocks, "", TEXT_READER, TEXT_READER_VERSION)


def _of_pdf(raw: bytes) -> CapturedText:
    try:
        read = read_foreign(raw, PDF)
    except (Unreadable, TakesLong) as refusal:
        return CapturedText(reason=_(NO_TEXT_IN_PDF, reason=str(refusal)))
    return _of_foreign(read)._replace(extractor=PDF_READER, extractor_version=PDF_READER_VERSION)


def _of_transcript(raw: bytes) -> CapturedText:
    """The turns of a transcript with their times; one without times is read as a text."""
    try:
        read = read_foreign(raw, TRANSCRIPT)
    except Unreadable:
        return _of_text(raw, "")
    return _of_foreign(read)._replace(extractor=TRANSCRIPT_READER, extractor_version=TRANSCRIPT_READER_VERSION)


def _of_foreign(read: Extracted) -> CapturedText:
    whole = canonical(read.blocks)
    blocks = tuple([kind.value, start, end] for kind, start, end in whole.blocks)
    return CapturedText(whole.text, blocks, read.title, pages=read.pages)


def _decoded(raw: bytes, charset: str) -> str:
    """The characters, in the encoding that was named if they fit it, else the likeliest."""
    try:
        return decode(raw, charset or None).text
    except Doubtful as doubt:
        return decode(raw, chosen=doubt.candidates[0].encoding).text

"""The readers of foreign formats by media type, as functions from bytes to values that JSON knows (pure).

They are called in a process of their own, which answers `read`, the chapters to choose from, or a refusal with its
message and values.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from factcheck.documents.formats import DOCX, EML, EPUB, HTML, MARKDOWN, MHTML, ODT, PDF, RTF, TRANSCRIPT, WACZ, WARC
from factcheck.documents.left_out import LeftOut, kept
from factcheck.documents.left_out import stored as stored_parts
from factcheck.documents.notes.note import Note, beside, stored
from factcheck.documents.origins import DetailOrigin, origins
from factcheck.documents.text import Block, BlockKind, Unreadable, UnreadableFile

if TYPE_CHECKING:  # each reader is imported by its function: a process reads one file, and some readers are large
    from factcheck.documents.foreign.draft import DraftText

Answer = dict[str, Any]
LONG = "long"  # the part of a PDF whose scanned pages are to be recognised


def pdf(data: bytes, part: str) -> Answer:
    """A PDF; the text of scanned pages is recognised if `part` is LONG, else they are only counted."""
    from factcheck.documents.pdf import ScannedPages, read_pdf

    try:
        found = read_pdf(data, takes_long=part == LONG)
    except ScannedPages as scanned:
        return {"slow": scanned.pages}
    return _values(found.title, found.byline, found.blocks, found.left_out) | {"pages": found.pages}


def docx(data: bytes, _part: str) -> Answer:
    """A Word file."""
    from factcheck.documents.foreign.docx import read_docx

    return _draft(read_docx(data))


def odt(data: bytes, _part: str) -> Answer:
    """An OpenDocument text."""
    from factcheck.documents.foreign.odt import read_odt

    return _draft(read_odt(data))


def rtf(data: bytes, _part: str) -> Answer:
    """A file in Rich Text Format."""
    from factcheck.documents.rtf import read_rtf

    found = read_rtf(data)
    return _values(found.title, found.byline, found.blocks, notes=found.notes)


def epub(data: bytes, part: str) -> Answer:
    """A chapter of a book, by its path; without one, the chapters to choose from if there are several."""
    from factcheck.documents.foreign.epub import read_epub

    book, page = read_epub(data, part)
    if page is None:
        return {"choose": [list(it) for it in book.chapters]}
    answer = _values(page.title, book.byline, page.blocks, page.left_out, origin=DetailOrigin.BOOK)
    details = {"publisher": book.publisher, "published": book.published, "language": page.language or book.language}
    answer["origins"] |= origins(DetailOrigin.BOOK, publisher=book.publisher, published_on=book.published)
    return answer | details | {"chapters": [[it.path, it.title] for it in book.chapters]}


def eml(data: bytes, _part: str) -> Answer:
    """An e-mail."""
    from factcheck.documents.foreign.eml import read_eml

    page = read_eml(data)
    answer = _values(page.title, page.byline, page.blocks, page.left_out, origin=DetailOrigin.MESSAGE)
    published = page.published.isoformat() if page.published else ""
    answer["origins"] |= origins(DetailOrigin.MESSAGE, published_on=published)
    return answer | {"published": published, "language": page.language}


def transcript(data: bytes, _part: str) -> Answer:
    """A transcript, in UTF-8 or the likeliest encoding."""
    from factcheck.documents.encodings.candidates import Doubtful
    from factcheck.documents.encodings.decoding import decode
    from factcheck.documents.foreign.transcript import read_transcript

    try:
        text = decode(data).text
    except Doubtful as doubt:
        text = decode(data, chosen=doubt.candidates[0].encoding).text
    return _values("", "", read_transcript(text))


def warc(data: bytes, part: str) -> Answer:
    """A page of a web archive, by its address; without one, the only page, or the pages to choose from."""
    from factcheck.documents.saved_pages.archived import read_warc

    return read_warc(data, part)


def wacz(data: bytes, part: str) -> Answer:
    """The same of a packed web archive."""
    from factcheck.documents.saved_pages.archived import read_wacz

    return read_wacz(data, part)


def mhtml(data: bytes, _part: str) -> Answer:
    """The page that a browser saved with all its parts in one file; `is_plain` if it is a text, as in an e-mail."""
    from factcheck.documents.saved_pages.mhtml import saved_page

    found = saved_page(data)
    page = [found.url, found.charset, b64encode(found.raw).decode()]
    return {"page": page, "chapters": [], "is_plain": found.is_plain}


def markdown(data: bytes, _part: str) -> Answer:
    """The page for a Markdown text in UTF-8."""
    from factcheck.documents.markdown import page_of

    return {"page": ["", "utf-8", b64encode(page_of(data.decode()).encode()).decode()], "chapters": []}


def page(data: bytes, part: str) -> Answer:
    """A large web page, as `part_of_page` says."""
    from factcheck.documents.saved_pages.large_page import read_large_page

    return read_large_page(data, part)


READERS: dict[str, Callable[[bytes, str], Answer]] = {
    PDF: pdf,
    DOCX: docx,
    ODT: odt,
    RTF: rtf,
    EPUB: epub,
    EML: eml,
    TRANSCRIPT: transcript,
    WARC: warc,
    WACZ: wacz,
    MHTML: mhtml,
    MARKDOWN: markdown,
    HTML: page,
}


def answer(data: bytes, media_type: str, part: str = "") -> Answer:
    """What a file says, under `read`; the chapters, under `choose`; or why it can't be read, under `refused`.

    The page of a web archive or of MHTML is under `page`: its address, encoding, and bytes in Base64; it is read later.
    `part` is the chapter of a book, the address of a page of an archive, or LONG where a PDF may take minutes. Where it
    has to, its pages are under `slow`.
    """
    try:
        found = READERS[media_type](data, part)
        return {"read": found} if "blocks" in found else found
    except UnreadableFile as refusal:
        return {"refused": refusal.message, "values": refusal.values}
    except Unreadable as refusal:
        return {"refused": str(refusal), "values": {}}


def _draft(found: DraftText) -> Answer:
    """A document with its notes; the day of its creation is shown, but isn't that of its publication."""
    answer = _values(found.title, found.byline, found.blocks, notes=found.notes)
    answer["origins"] |= origins(DetailOrigin.FILE, language=found.language)
    if found.created:
        answer["origins"]["published_on"] = f"{DetailOrigin.CREATED} {found.created}"
    return answer | {"language": found.language}


def _values(
    title: str,
    byline: str,
    blocks: list[Block],
    left_out: Iterable[LeftOut] = (),
    notes: Iterable[Note] = (),
    origin: DetailOrigin = DetailOrigin.FILE,
) -> Answer:
    notes = list(notes)
    parts = kept([*beside(notes, blocks), *left_out])
    is_headline = any(block.kind is BlockKind.TITLE and block.text == title for block in blocks)
    of_title = DetailOrigin.HEADLINE if is_headline else origin
    return {
        "title": title,
        "byline": byline,
        "blocks": [[kind.value, text] for kind, text in blocks],
        "left_out": stored_parts(parts),
        "notes": stored(notes),
        "origins": origins(of_title, title=title) | origins(origin, byline=byline),
    }

"""From the bytes of a file to the blocks of its text, as declared or as a person chose (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import NamedTuple

from factcheck.documents.ambiguity import AmbiguousText, ReadingChoice
from factcheck.documents.encodings.candidates import Doubtful
from factcheck.documents.encodings.decoding import Decoded, declared_charset, decode
from factcheck.documents.encodings.names import described
from factcheck.documents.encodings.whatwg import name_of
from factcheck.documents.formats import FOREIGN, WEB_ARCHIVES
from factcheck.documents.formats import HTML as HTML
from factcheck.documents.formats import MARKDOWN as MARKDOWN
from factcheck.documents.formats import MHTML as MHTML
from factcheck.documents.formats import PLAIN as PLAIN
from factcheck.documents.html import Extracted, from_html
from factcheck.documents.lines import Paragraphs, paragraphs_of
from factcheck.documents.notes.google_docs import read_html
from factcheck.documents.saved_pages.single_file import saved_by
from factcheck.documents.text import MAX_BYTES, Block, Unreadable, blocks_from_text, clean, way_of_text
from factcheck.errors import Invalid
from factcheck.i18n import _
from factcheck.intake.reading.foreign_files import LARGE_PAGE, archived_page, read_foreign, read_large_page, rendered
from factcheck.urls import is_home_page, is_web_address

PAGES = frozenset({HTML, MARKDOWN, MHTML}) | FOREIGN


class Manner(NamedTuple):
    """How a person wants a text to be read; empty values are detected."""

    charset: str = ""  # as charsets.Candidate has it
    paragraphs: Paragraphs = Paragraphs.AUTO  # of plain text
    chapter: str = ""  # of a book, by its path in the file


AS_IT_TELLS = Manner()  # nothing was chosen


class How(NamedTuple):
    """How a text was read: its media type, its encoding, whether that is a guess, and what separates its paragraphs.

    `chapter` is that of a book.
    """

    media_type: str
    charset: str
    is_guess: bool
    paragraphs: Paragraphs = Paragraphs.AUTO
    chapter: str = ""


def read_as(how: How) -> dict[str, object]:
    """How a text was read, for the audit log: its frozen text can be made again from its bytes."""
    chapter = {"chapter": how.chapter} if how.chapter else {}
    return {"read_as": [how.media_type, how.charset, *([how.paragraphs.value] if how.paragraphs else [])], **chapter}


@contextmanager
def refusing_unreadable(raw: bytes, media_type: str) -> Iterator[None]:
    """Refuse what is too large or of another kind, and turn what can't be read into a refusal of the field `text`."""
    if len(raw) > MAX_BYTES:
        raise Invalid("text", _("Choose a file of at most %(most)s MB.", most=MAX_BYTES // 1024 // 1024))
    if media_type not in PAGES | {PLAIN}:
        raise Invalid(
            "text",
            _("Only text, web pages, Markdown, PDF, office documents, EPUB, e-mails and transcripts can be read."),
        )
    try:
        yield
    except Doubtful as doubt:
        choices = [ReadingChoice(it.encoding, described(it.encoding), it.sample) for it in doubt.candidates]
        raise AmbiguousText("charset", str(doubt), choices) from None
    except Unreadable as error:
        raise Invalid("text", str(error)) from None


def read_plain(text: Decoded, headline: str, manner: Manner) -> tuple[list[Block], How]:
    way = manner.paragraphs or way_of_text(text.text, headline)
    return blocks_from_text(text.text, headline, way), How(PLAIN, text.encoding, text.is_guess, way)


def read_page(raw: bytes, media_type: str, manner: Manner) -> tuple[Extracted, How]:
    """The content of a page, a saved page, a document or a Markdown text."""
    if media_type in WEB_ARCHIVES:
        return _of_archive(raw, media_type, manner)
    if media_type in FOREIGN:
        page = read_foreign(raw, media_type, manner.chapter)
        return page, How(media_type, "", False, chapter=manner.chapter if page.chapters else "")
    url, declared = "", None
    if media_type == MHTML:
        saved = archived_page(raw, MHTML)
        raw, declared, url = saved.data, saved.charset, saved.url
        if saved.is_plain:
            return _mail(decode(raw, declared or None, chosen=manner.charset), manner)
    if media_type == MARKDOWN:
        text = decode(raw, chosen=manner.charset)
        page = from_html(rendered(clean(text.text)), is_web_page=False)
        return page, How(media_type, text.encoding, text.is_guess)
    return _of_html(raw, declared, url, manner, media_type)


def _of_html(raw: bytes, declared: str | None, url: str, manner: Manner, media_type: str) -> tuple[Extracted, How]:
    """The content of a page that was saved from `url`, which is its address unless it names a better one."""
    if len(raw) >= LARGE_PAGE:
        page, encoding, is_guess = read_large_page(raw, declared or "", manner.charset, url)
        url = url or saved_by(raw).url
    else:
        url = url or saved_by(raw).url
        text = decode(raw, declared or declared_charset(raw), chosen=manner.charset, is_markup=True)
        page, encoding, is_guess = read_html(clean(text.text), url), text.encoding, text.is_guess
    if url and (not is_web_address(page.url) or is_home_page(page.url)):
        page = page._replace(url=url)
    return page, How(media_type, encoding, is_guess)


def _of_archive(raw: bytes, media_type: str, manner: Manner) -> tuple[Extracted, How]:
    """The content of a page in a web archive, in the encoding that its server named."""
    found = archived_page(raw, media_type, manner.chapter)
    page, how = _of_html(found.data, name_of(found.charset), found.url, manner, media_type)
    return page._replace(chapters=found.others), how._replace(chapter=found.url if found.others else "")


def _mail(text: Decoded, manner: Manner) -> tuple[Extracted, How]:
    """The content of a plain-text e-mail: its paragraphs as those of a page."""
    way = manner.paragraphs or way_of_text(text.text, "")
    parts = (escape(part).replace("\n", "<br>") for part in paragraphs_of(clean(text.text), way))
    page = from_html("<article>" + "".join(f"<p>{part}</p>" for part in parts) + "</article>", is_web_page=False)
    return page, How(MHTML, text.encoding, text.is_guess, way)

"""From the bytes of a file to its particulars and its canonical text (pure)."""

from __future__ import annotations

from factcheck.articles.charsets import declared_charset, decode
from factcheck.articles.details import ArticleDetails, checked, filled
from factcheck.articles.extract import from_html, titled
from factcheck.articles.text import MAX_BYTES, Canonical, Unreadable, blocks_from_text, canonical, clean
from factcheck.errors import Invalid

PLAIN, HTML = "text/plain", "text/html"


def read(
    raw: bytes, media_type: str, details: ArticleDetails, *, is_undated: bool | None = None
) -> tuple[ArticleDetails, Canonical]:
    """The particulars, filled from the file where they were left blank, and the text.

    Raises Invalid naming the field, `text` when the bytes give none.
    """
    if len(raw) > MAX_BYTES:
        raise Invalid("text", f"A file may have at most {MAX_BYTES // 1024 // 1024} MB.")
    try:
        if media_type == HTML:
            return _read_page(raw, details, is_undated)
        if media_type != PLAIN:
            raise Unreadable("Only plain text and HTML can be read.")
        text = decode(raw)
        details = checked(details, is_undated=is_undated)
        return details, canonical(blocks_from_text(text, details.title))
    except Unreadable as error:
        raise Invalid("text", str(error)) from None


def _read_page(raw: bytes, details: ArticleDetails, is_undated: bool | None) -> tuple[ArticleDetails, Canonical]:
    page = from_html(clean(decode(raw, declared_charset(raw))))
    details = checked(filled(details, page, is_undated=bool(is_undated)), is_undated=is_undated)
    return details, canonical(titled(page.blocks, details.title))

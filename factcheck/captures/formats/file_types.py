"""What captured bytes are, by their content, and which of them may be uploaded (pure)."""

from __future__ import annotations

import re

from factcheck.documents.formats import HTML, MHTML, PLAIN, TRANSCRIPT, WACZ, WARC, format_of_file
from factcheck.documents.text import MAX_BYTES, Unreadable
from factcheck.i18n import N_, _

PDF = "application/pdf"
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
SIGNATURES = (  # how files start
    (re.compile(rb"\s*%PDF-"), PDF),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
)
SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>|<!--.*?-->|<!DOCTYPE svg[^>]*>|\s)*<(?:\w+:)?svg[\s>]", re.DOTALL
)
SUFFIXES = {  # of files that are handed out
    HTML: ".html", "application/xhtml+xml": ".xhtml", PLAIN: ".txt", "text/markdown": ".md", MHTML: ".mhtml",
    PDF: ".pdf", TRANSCRIPT: ".vtt", WARC: ".warc", WACZ: ".wacz",
    "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp",
}  # fmt: skip
ACCEPTED = (  # for a file input
    ".html,.htm,.xhtml,.mhtml,.mht,.warc,.warc.gz,.gz,.wacz,.pdf,.txt,.md,.vtt,.srt,.png,.jpg,.jpeg,.gif,.webp"
)
LOOKED_AT = 64 * 1024  # bytes
EMPTY = N_("The file is empty.")
TOO_LARGE = N_("The file is larger than %(megabytes)s MB.")
ACTIVE = N_("SVG pictures can hold scripts. Save it as PNG, and upload that.")
OTHER = N_("Files of this type aren’t taken. Upload a saved page, a web archive, a PDF, a picture or a text.")


def type_of_upload(name: str, data: bytes) -> str:
    """The media type of a file that a person uploads; raises Unreadable with the reason if it isn't taken."""
    if not data:
        raise Unreadable(_(EMPTY))
    if len(data) > MAX_BYTES:
        raise Unreadable(_(TOO_LARGE, megabytes=MAX_BYTES // 1024 // 1024))
    if SVG.match(data[:LOOKED_AT]):
        raise Unreadable(_(ACTIVE))
    try:
        media_type = _signed(data) or format_of_file(name, data)
    except Unreadable:
        raise Unreadable(_(OTHER)) from None
    if media_type not in SUFFIXES:
        raise Unreadable(_(OTHER))
    return media_type


def type_of_answer(declared: str, data: bytes) -> str:
    """The media type of what a server sent: that of its content if it shows, else the declared one."""
    return _signed(data) or declared or "application/octet-stream"


def _signed(data: bytes) -> str:
    """The media type that the first bytes say; empty if they don't."""
    return next((kind for signature, kind in SIGNATURES if signature.match(data[:LOOKED_AT])), "")

"""Pages that a browser saved as a single file, MHTML (RFC 2557): the page without its other parts (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage
from typing import NamedTuple

from factcheck.documents.encodings.whatwg import name_of
from factcheck.documents.foreign.message import DAMAGED_HEADER, PartLimits, parts_of
from factcheck.documents.text import UnreadableFile
from factcheck.i18n import N_

NO_PAGE = N_("This MHTML file contains no page.")
PARTS = N_("This MHTML file has more than %(most)s parts. Open it in a browser, copy its text and paste it.")
NESTED = N_("The parts of this MHTML file are nested more than %(most)s deep. Copy its text and paste it.")
LIMITS = PartLimits(10_000, PARTS, NESTED)


class SavedPage(NamedTuple):
    """The bytes of a page, its declared encoding, and the address it was saved from; empty if missing.

    `is_plain`: there is no HTML page, as in an e-mail, but plain text.
    """

    raw: bytes
    charset: str
    url: str
    is_plain: bool = False


def saved_page(raw: bytes) -> SavedPage:
    """The page in an MHTML file; raises UnreadableFile if there is none, or for one with too many parts."""
    message, *_rest = parts = parts_of(raw, LIMITS)
    url = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    part = _root(parts, url)
    if part is None:
        raise UnreadableFile(NO_PAGE)
    payload = part.get_payload(decode=True)
    page = payload if isinstance(payload, bytes) else b""
    charset = name_of(str(part.get_param("charset", "") or ""))
    address = url or _header(part, "Content-Location")
    return SavedPage(page, charset or "", address, is_plain=part.get_content_type() == "text/plain")


def _root(parts: Sequence[EmailMessage], url: str) -> EmailMessage | None:
    """The main part: the declared start, the part of the saved address, the first HTML, or the first text."""
    pages = [part for part in parts if _is_page(part)]
    start = str(parts[0].get_param("start", "") or "").strip("<> ")
    for part in pages:
        if start and _header(part, "Content-ID").strip("<> ") == start:
            return part
    named = (part for part in pages if url and _header(part, "Content-Location") == url)
    return next(named, pages[0] if pages else _first_text(parts))


def _first_text(parts: Sequence[EmailMessage]) -> EmailMessage | None:
    return next((part for part in parts if part.get_content_type() == "text/plain"), None)


def _is_page(part: EmailMessage) -> bool:
    return part.get_content_type() in {"text/html", "application/xhtml+xml"}


def _header(part: EmailMessage, name: str) -> str:
    """A header on one line; empty if it is missing or damaged."""
    try:
        return "".join(str(part.get(name, "")).split())
    except DAMAGED_HEADER:
        return ""

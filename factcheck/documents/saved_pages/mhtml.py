"""Pages that a browser saved as a single file, MHTML (RFC 2557): the page without its other parts (pure)."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default
from typing import NamedTuple

from factcheck.documents.encodings.whatwg import name_of
from factcheck.documents.text import Unreadable
from factcheck.i18n import _

MOST_PARTS = 10_000


class SavedPage(NamedTuple):
    """The bytes of a page, its declared encoding, and the address it was saved from; empty if missing.

    `is_plain`: there is no HTML page, as in an e-mail, but plain text.
    """

    raw: bytes
    charset: str
    url: str
    is_plain: bool = False


def saved_page(raw: bytes) -> SavedPage:
    """The page in an MHTML file; raises Unreadable if there is none."""
    message = email.message_from_bytes(raw.lstrip(), policy=default)
    url = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    part = _root(message, url)
    if part is None:
        raise Unreadable(_("This MHTML file contains no page."))
    payload = part.get_payload(decode=True)
    page = payload if isinstance(payload, bytes) else b""
    charset = name_of(str(part.get_param("charset", "") or ""))
    address = url or _header(part, "Content-Location")
    return SavedPage(page, charset or "", address, is_plain=part.get_content_type() == "text/plain")


def _root(message: EmailMessage, url: str) -> EmailMessage | None:
    """The main part: the declared start, the part of the saved address, the first HTML, or the first text."""
    parts = [part for _number, part in zip(range(MOST_PARTS), message.walk(), strict=False) if _is_page(part)]
    start = str(message.get_param("start", "") or "").strip("<> ")
    for part in parts:
        if start and _header(part, "Content-ID").strip("<> ") == start:
            return part
    named = (part for part in parts if url and _header(part, "Content-Location") == url)
    return next(named, parts[0] if parts else _first_text(message))


def _first_text(message: EmailMessage) -> EmailMessage | None:
    return next((part for part in message.walk() if part.get_content_type() == "text/plain"), None)


def _is_page(part: object) -> bool:
    return isinstance(part, EmailMessage) and part.get_content_type() in {"text/html", "application/xhtml+xml"}


def _header(part: EmailMessage, name: str) -> str:
    """A header on one line; empty if it is missing or damaged."""
    try:
        return "".join(str(part.get(name, "")).split())
    except (ValueError, IndexError, AttributeError):  # the header parser may raise these for damaged headers
        return ""

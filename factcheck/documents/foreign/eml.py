"""E-mails (RFC 5322, MIME): the text of the message with its subject, sender and date (pure).

Of a message in several forms the HTML one is read. Attachments are named among the parts left out and never opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html import escape

from factcheck.documents.encodings.candidates import Doubtful
from factcheck.documents.encodings.decoding import declared_charset, decode
from factcheck.documents.encodings.whatwg import name_of
from factcheck.documents.foreign.message import DAMAGED_HEADER, PartLimits, parts_of
from factcheck.documents.html import Extracted, from_html
from factcheck.documents.left_out import LeftOut, LeftOutKind
from factcheck.documents.lines import paragraphs_of
from factcheck.documents.text import MAX_BYTES, UnreadableFile, clean, one_line, way_of_text
from factcheck.i18n import N_

MOST_PARTS = 1_000
TOO_LARGE = N_("Choose a file of at most %(most)s MB.")
NO_TEXT = N_("This e-mail contains no text. What is attached to it can be saved and chosen instead.")
ENCRYPTED = N_("This e-mail is encrypted. Open it in your mail program, copy its text and paste it.")
PARTS = N_("This e-mail has more than %(most)s parts. Copy its text and paste it.")
NESTED = N_("The parts of this e-mail are nested more than %(most)s deep. Copy its text and paste it.")
LIMITS = PartLimits(MOST_PARTS, PARTS, NESTED)
ENCRYPTED_TYPES = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


def read_eml(data: bytes) -> Extracted:
    """The message; raises UnreadableFile for one that is encrypted, without text, or has too many parts."""
    message, *_rest = parts = opened(data)
    part = text_part(parts, "text/html", "text/plain")
    page = _read(part)
    left_out = [*page.left_out, *_attachments(parts)]
    return page._replace(
        title=header(message, "Subject"),
        byline=sender(message),
        publisher="",
        published=day(message),
        url="",
        left_out=left_out,
    )


def opened(data: bytes) -> list[EmailMessage]:
    """A message, then all its parts; raises UnreadableFile for one that is encrypted or has too many parts."""
    if len(data) > MAX_BYTES:
        raise UnreadableFile(TOO_LARGE, most=MAX_BYTES // 1024 // 1024)
    parts = parts_of(data, LIMITS)
    if any(it.get_content_type() in ENCRYPTED_TYPES for it in parts):
        raise UnreadableFile(ENCRYPTED)
    return parts


def text_part(parts: list[EmailMessage], *preferred: str) -> EmailMessage:
    """The first part of a message with text in the form that is preferred; raises UnreadableFile if it has none."""
    texts = {it.get_content_type(): it for it in reversed(parts) if _is_text(it)}
    found: EmailMessage | None = next((texts[form] for form in preferred if form in texts), None)
    if found is None:
        raise UnreadableFile(NO_TEXT)
    return found


def _is_text(part: EmailMessage) -> bool:
    return part.get_content_type() in {"text/html", "text/plain"} and not _is_attached(part)


def _is_attached(part: EmailMessage) -> bool:
    return header(part, "Content-Disposition").lower().startswith("attachment")


def _read(part: EmailMessage) -> Extracted:
    text = decoded(part)
    return from_html(text if _is_html(part) else _page(text), is_web_page=False)


def _is_html(part: EmailMessage) -> bool:
    return part.get_content_type() == "text/html"


def decoded(part: EmailMessage) -> str:
    """The text of a part, in its encoding or the likeliest one; raises UnreadableFile if it is empty."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    is_html = _is_html(part)
    declared = name_of(str(part.get_param("charset", "") or "")) or (declared_charset(raw) if is_html else None)
    try:
        text = clean(decode(raw, declared, is_markup=is_html).text)
    except Doubtful as doubt:
        text = clean(decode(raw, declared, chosen=doubt.candidates[0].encoding, is_markup=is_html).text)
    if not text.strip():
        raise UnreadableFile(NO_TEXT)
    return text


def _page(text: str) -> str:
    """A plain text as a page with its paragraphs."""
    parts = (escape(part).replace("\n", "<br>") for part in paragraphs_of(text, way_of_text(text, "")))
    return "<article>" + "".join(f"<p>{part}</p>" for part in parts) + "</article>"


def _attachments(parts: list[EmailMessage]) -> Iterator[LeftOut]:
    for part in parts:
        name = one_line(part.get_filename() or "")
        if part.get_content_maintype() != "multipart" and (name or not _is_text(part)):
            yield LeftOut(LeftOutKind.ATTACHMENT, name or part.get_content_type())


def sender(message: EmailMessage) -> str:
    """The name of the sender; the address where it has none."""
    try:
        addresses = message["From"].addresses if message["From"] else ()
        return ", ".join(clean(it.display_name or it.addr_spec) for it in addresses)
    except DAMAGED_HEADER:
        return header(message, "From")


def day(message: EmailMessage) -> date | None:
    """The day of a message where it was sent; None if it isn't said."""
    try:
        return parsedate_to_datetime(header(message, "Date")).date()
    except (TypeError, ValueError, IndexError):
        return None


def header(part: EmailMessage, name: str) -> str:
    """A header on one line; empty if it is missing or damaged."""
    try:
        return one_line(str(part.get(name, "")))
    except DAMAGED_HEADER:
        return ""

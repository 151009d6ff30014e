"""The format of a file or a pasted text, by its content first and its name second (pure)."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePath

from factcheck.documents.text import Unreadable
from factcheck.i18n import N_, _

PLAIN, HTML, MARKDOWN, MHTML = "text/plain", "text/html", "text/markdown", "multipart/related"
PDF, TRANSCRIPT = "application/pdf", "text/vtt"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT, RTF, EPUB, EML = (
    "application/vnd.oasis.opendocument.text",
    "application/rtf",
    "application/epub+zip",
    "message/rfc822",
)
WARC, WACZ = "application/warc", "application/wacz"
WEB_ARCHIVES = frozenset({WARC, WACZ})
FOREIGN = frozenset({PDF, DOCX, ODT, RTF, EPUB, EML, TRANSCRIPT}) | WEB_ARCHIVES  # read in a process of their own
FORMATS = {PLAIN: N_("Plain text"), HTML: N_("HTML"), MARKDOWN: N_("Markdown")}
SUFFIXES = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht"), HTML),
    **dict.fromkeys((".md", ".markdown", ".mkd", ".mdown"), MARKDOWN),
    **dict.fromkeys((".txt", ".text"), PLAIN),
    **dict.fromkeys((".vtt", ".srt"), TRANSCRIPT),
    ".eml": EML,
}
ACCEPTED = ",".join(
    (*SUFFIXES, ".pdf", ".docx", ".odt", ".rtf", ".epub", ".warc", ".warc.gz", ".gz", ".wacz")
)  # for a file input
DOCUMENT, PICTURE, SOUND, ARCHIVE = "document", "picture", "recording", "archive"
READ = (  # how foreign files start
    (re.compile(rb"\s*%PDF-"), PDF),
    (re.compile(rb"PK\x03\x04.{26}mimetype.{0,64}?application/vnd\.oasis\.opendocument\.text(?!-)", re.DOTALL), ODT),
    (re.compile(rb"PK\x03\x04.{26}mimetype.{0,64}?application/epub\+zip", re.DOTALL), EPUB),
    (re.compile(rb"PK\x03\x04.{0,4000}?word/", re.DOTALL), DOCX),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf"), RTF),
    (re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT\s"), TRANSCRIPT),
    (re.compile(rb"WARC/\d"), WARC),
)
SIGNATURES = (  # how files of other kinds start
    (re.compile(rb"PK\x03\x04.{26,40}mimetypeapplication/vnd\.oasis", re.DOTALL), "OpenDocument", DOCUMENT),
    (re.compile(rb"PK\x03\x04.{0,4000}?(xl|ppt)/", re.DOTALL), "Excel or PowerPoint", DOCUMENT),
    (re.compile(rb"PK\x03\x04"), "ZIP", ARCHIVE),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "Word", DOCUMENT),
    (re.compile(rb"bplist00"), "Safari", ARCHIVE),
    (re.compile(rb"\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ|7z\xbc\xaf|Rar!\x1a"), "ZIP", ARCHIVE),
    (re.compile(rb"\x89PNG"), "PNG", PICTURE),
    (re.compile(rb"\xff\xd8\xff"), "JPEG", PICTURE),
    (re.compile(rb"GIF8[79]a"), "GIF", PICTURE),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "WebP", PICTURE),
    (re.compile(rb"II\*\0|MM\0\*"), "TIFF", PICTURE),
    (re.compile(rb"....ftyp(heic|heix|mif1|avif)", re.DOTALL), "HEIC", PICTURE),
    (re.compile(rb"ID3[\x02-\x04]|OggS\0|fLaC|RIFF....(WAVE|AVI )|....ftyp|\x1aE\xdf\xa3", re.DOTALL), "audio", SOUND),
)
OTHERS = {  # by suffix, if the start of the file doesn't show it
    **dict.fromkeys((".doc", ".dot", ".dotx"), ("Word", DOCUMENT)),
    **dict.fromkeys((".xls", ".xlsx", ".ppt", ".pptx"), ("Excel or PowerPoint", DOCUMENT)),
    **dict.fromkeys((".pages", ".numbers", ".key"), ("iWork", DOCUMENT)),
    **dict.fromkeys((".ods", ".odp"), ("OpenDocument", DOCUMENT)),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".tif", ".tiff"), ("", PICTURE)),
    **dict.fromkeys((".mp3", ".mp4", ".m4a", ".wav", ".ogg", ".mov", ".avi", ".webm"), ("", SOUND)),
    **dict.fromkeys((".zip", ".gz", ".7z", ".rar", ".webarchive"), ("", ARCHIVE)),
}
NAMED = {  # by name alone
    ".docx": "Word", ".odt": "OpenDocument", ".epub": "EPUB", ".rtf": "RTF", ".pdf": "PDF", ".warc": "WARC",
    ".wacz": "WACZ",
}  # fmt: skip
LOOKED_AT = 64 * 1024  # bytes or characters
HEADER = re.compile(rb"\s*(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}")
MAIL_HEADER = re.compile(rb"^content-transfer-encoding:\s*(quoted-printable|base64)", re.I | re.M)
PAGE_HEADER = re.compile(rb"^content-type:\s*(multipart/(related|alternative|mixed)|text/html)", re.I | re.M)
SENT = re.compile(rb"^(?:message-id|received|return-path|delivered-to|dkim-signature):", re.I | re.M)
SAVED_PAGE = re.compile(rb"^(?:snapshot-content-location|content-location):|^from: <saved by ", re.I | re.M)
PAGE = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.DOTALL | re.I)
TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|a|b|strong|i|em|u|s|span|ul|ol|li|table|tr|t[dh]|blockquote|article|section|main|header|"
    r"figure|figcaption|img|meta|title|script|style|html|body|head|font|sup|sub|del|ins|time)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
MARKS = (  # signs of Markdown; one of the first three is enough, of the others two are needed
    re.compile(r"\A---\n(?:[A-Za-z_-]+:.*\n)+---\n"),
    re.compile(r"^```[^`\n]*\n.*?^```\s*$", re.M | re.DOTALL),
    re.compile(r"^\|?[ :]*-{3,}[ :]*\|[ :|-]*$", re.M),
    re.compile(r"^#{1,6} \S", re.M),
    re.compile(r"!?\[[^\[\]\n]{1,300}\]\((?:https?:|/|#|\.)[^)\s]*(?: \"[^\"\n]*\")?\)"),
    re.compile(r"(?<![\w*])\*\*\S(?:[^*\n]*\S)?\*\*(?![\w*])"),
    re.compile(r"^> \S", re.M),
)


def format_of_file(name: str, raw: bytes) -> str:
    """The media type of a file; for other documents, raises Unreadable with the kind and what to do."""
    suffix = suffix_of(name)
    if web_archive := _web_archive(raw):
        return web_archive
    for signature, media_type in READ:
        if signature.match(raw[:LOOKED_AT]):
            return media_type
    _refuse_others(raw, suffix)
    if is_mail(raw, is_named_so=suffix == ".eml"):
        return EML
    if is_mhtml(raw):
        return MHTML
    if PAGE.match(_beginning(raw)):
        return HTML
    return SUFFIXES.get(suffix, PLAIN)


def _web_archive(raw: bytes) -> str:
    """WARC for one that gzip has packed; WACZ for a zip file whose index has the parts of one; else empty."""
    if raw.startswith(b"PK\x03\x04"):
        index = raw[-LOOKED_AT:]
        return WACZ if b"datapackage.json" in index and b"archive/" in index else ""
    if not raw.startswith(b"\x1f\x8b"):
        return ""
    try:
        beginning = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(raw[:1024], 8)
    except zlib.error:
        return ""
    return WARC if beginning.startswith(b"WARC/") else ""


def suffix_of(name: str) -> str:
    """The suffix of a file name, with its dot, in lower case."""
    return PurePath(name.strip()).suffix.lower()


def is_mhtml(raw: bytes) -> bool:
    """Whether this starts like a page saved as a single file (RFC 2557): with a message header.

    An e-mail does so, too; if its words are encoded (RFC 2045), it can't be read as plain text either.
    """
    header = HEADER.match(raw[:LOOKED_AT])
    if header is None or b"mime-version:" not in header[0].lower():
        return False
    return PAGE_HEADER.search(header[0]) is not None or MAIL_HEADER.search(header[0]) is not None


def is_mail(raw: bytes, *, is_named_so: bool = False) -> bool:
    """Whether this starts like an e-mail that was sent (RFC 5322), not like a page that was saved."""
    header = HEADER.match(raw[:LOOKED_AT])
    if header is None or SAVED_PAGE.search(header[0]):
        return False
    return is_named_so or SENT.search(header[0]) is not None


def formats_of_text(text: str) -> list[str]:
    """What else a plain text could be: HTML, MARKDOWN, or nothing."""
    text = text[:LOOKED_AT]
    if PAGE.match(text) or _is_marked_up(text):
        return [HTML]
    counts = [len(mark.findall(text)) for mark in MARKS]
    return [MARKDOWN] if any(counts[:3]) or sum(counts[3:]) > 1 else []


def _is_marked_up(text: str) -> bool:
    tags = TAG.findall(text)
    return len(tags) > 1 and any(tag.startswith("</") or tag[1:3].lower() in {"br", "p>"} for tag in tags)


def _beginning(raw: bytes) -> str:
    """The first characters that are ASCII, in any encoding."""
    return raw[:LOOKED_AT].replace(b"\0", b"").decode("ascii", "ignore")


def _refuse_others(raw: bytes, suffix: str) -> None:
    for signature, name, kind in SIGNATURES:
        if signature.match(raw[:LOOKED_AT]):
            raise Unreadable(_other(name, kind))
    if suffix in OTHERS:
        raise Unreadable(_other(*OTHERS[suffix]))
    if suffix in NAMED:
        message = N_(
            "This file has no content of type %(name)s, although its name ends in %(suffix)s. It may be damaged: open "
            "it in its program, save it again, and choose that; or copy its text and paste it."
        )
        raise Unreadable(_(message, name=NAMED[suffix], suffix=suffix))


def _other(name: str, kind: str) -> str:
    """The message for a file of another kind: what can be done about it."""
    if kind == DOCUMENT:
        message = N_("This is a document of type %(name)s, which can’t be read here. Copy its text and paste it.")
        return _(message, name=name)
    if kind == PICTURE:
        return _("This is an image. Only its text can be checked: type or paste it.")
    if kind == SOUND:
        return _("This is a recording. Only its words can be checked: paste a transcript.")
    return _("This is an archive. Unpack it and choose the text or page inside.")

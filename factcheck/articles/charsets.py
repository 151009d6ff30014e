"""The characters of a file that came as bytes (pure)."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from factcheck.articles.text import Unreadable
from factcheck.language import N_, _

LOOKED_AT = 1024  # bytes in which a page must name its charset (HTML, "prescan a byte stream")
META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}  # as every browser reads these names (WHATWG Encoding)
NOT_MEANT = ("utf-16", "utf-32", "utf-7", "idna", "punycode")  # a page that can be read as far as its <meta> is none
CANT_TELL = N_("The encoding of this file can't be told. Save it as UTF-8 and try again.")


def decode(raw: bytes, declared: str | None = None) -> str:
    """The characters of a file: by its byte order mark, its declared charset, as UTF-8, or by a careful look.

    Raises Unreadable when none of them gives a text.
    """
    for mark, codec, name in MARKS:
        if raw.startswith(mark):
            return _marked(raw, codec, name)
    if raw.count(0) * 4 > len(raw):  # UTF-16 or UTF-32 without its mark; a stray NUL is dropped later
        raise Unreadable(_(CANT_TELL))
    for codec in filter(None, (declared, "utf-8")):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    best = None if b"\0" in raw else from_bytes(raw).best()
    if best is None or not best.coherence:  # no language was recognised: any other guess is as good
        raise Unreadable(_(CANT_TELL))
    return str(best)


def declared_charset(page: bytes) -> str | None:
    """Python's name for the charset that an HTML page's <meta> names; None when it names none that can be meant."""
    found = META.search(page[:LOOKED_AT])
    if found is None:
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii"))
    except LookupError:
        return None
    is_text = getattr(codec, "_is_text_encoding", True)  # Python's own mark: rot13, base64 and their like are none
    if not is_text or codec.name.startswith(NOT_MEANT) or "escape" in codec.name:
        return None
    return MEANT.get(codec.name, codec.name)


def _marked(raw: bytes, codec: str, name: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        told = _("This file says that it is %(name)s, but it is not. Save it as UTF-8 and try again.", name=name)
        raise Unreadable(told) from None

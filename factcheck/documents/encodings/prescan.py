"""The charset that a page declares: in a `<meta>` within its first 1,024 bytes, or in its XML declaration (pure).

Follows "prescan a byte stream to determine its encoding" of the HTML Standard (13.2.3.2).
"""

from __future__ import annotations

import re

from factcheck.documents.encodings.whatwg import name_of

LOOKED_AT = 1024  # bytes
COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
META = re.compile(rb"""<meta[\s/]((?:[^>"']|"[^"]*"|'[^']*')*)""", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"""([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""")
CHARSET = re.compile(rb"""charset\s*=\s*(?:"\s*([^"]+)"|'\s*([^']+)'|([^\s;"']+))""", re.IGNORECASE)
XML = re.compile(rb"""\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["'][^>]*\?>""")


def declared_charset(page: bytes) -> str | None:
    """The encoding that a page declares, as browsers interpret it; None if it declares no known one.

    A page that declares UTF-16 and could be read so far is UTF-8; `x-user-defined` means windows-1252.
    """
    beginning = page[:LOOKED_AT]
    for found in META.finditer(COMMENT.sub(b"", beginning)):
        name = _meant(_label(dict(_attributes(found[1]))))
        if name is not None:
            return name
    xml = XML.match(beginning)
    return _meant(xml[1]) if xml else None


def _attributes(text: bytes) -> list[tuple[bytes, bytes]]:
    pairs = [(name.lower(), value.strip(b"\"'")) for name, value in ATTRIBUTE.findall(text)]
    return pairs[::-1]  # of several attributes with the same name, the first counts


def _label(attributes: dict[bytes, bytes]) -> bytes | None:
    if b"charset" in attributes:
        return attributes[b"charset"]
    if attributes.get(b"http-equiv", b"").strip().lower() != b"content-type":
        return None
    found = CHARSET.search(attributes.get(b"content", b""))
    return next(filter(None, found.groups()), None) if found else None


def _meant(label: bytes | None) -> str | None:
    name = name_of(label.decode("ascii", "replace")) if label else None
    if name == "x-user-defined":
        return "windows-1252"
    if name is not None and name.startswith("utf-16"):
        return "utf-8"
    return name

"""The control words and characters of an RTF file (Rich Text Format 1.9.1) in order (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)",
    re.DOTALL,
)
CODE_PAGES = {  # by \fcharset
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
OF_FILE = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "~": "\u00a0",
    "_": "\u2011",
    "-": "\u00ad",
    "{": "{",
    "}": "}",
    "\\": "\\",
}


class RtfToken(NamedTuple):
    """`word` is a control word or sign, or `{`, `}`, with its number; where it is empty, `raw` are bytes of text."""

    word: str
    number: int | None = None
    raw: bytes = b""


OPEN, CLOSE = RtfToken("open"), RtfToken("close")


def tokens(data: bytes) -> Iterator[RtfToken]:
    """All tokens; the bytes of `\\bin` are skipped."""
    at = 0
    while (found := TOKEN.match(data, at)) is not None:
        at = found.end()
        word, number, code, sign, brace, text = found.groups()
        if text is not None:
            yield RtfToken("", None, text)
        elif code is not None:
            yield RtfToken("", None, bytes([int(code, 16)]))
        elif brace is not None:
            yield OPEN if brace == b"{" else CLOSE
        elif sign is not None:
            yield RtfToken("par" if sign in b"\r\n" else sign.decode("latin-1"))
        elif word is not None:
            value = int(number) if number else None
            if word == b"bin":
                at += max(0, value or 0)
            yield RtfToken(word.decode(), value)


def code_page_of(number: int | None) -> str:
    """The codec of `\\ansicpg`; windows-1252 for one that isn't known."""
    name = "utf-8" if number == 65001 else f"cp{number}"
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name

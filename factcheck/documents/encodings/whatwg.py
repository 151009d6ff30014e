"""Decodes bytes as browsers do, by the tables of the WHATWG Encoding Standard (pure).

The labels are those of webencodings. Python's own codecs differ in a few encodings, which are corrected here. Where a
browser would show a replacement character or a C1 control, UnicodeDecodeError is raised: nobody wrote those.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from functools import cache

import webencodings

CODECS = {  # Python's codec with the same table, if it has another name or its own name means another table
    "euc-kr": "cp949",  # windows-949, a superset
    "gbk": "gb18030",
    "iso-8859-8-i": "iso8859-8",  # the same letters; only their display order differs
    "iso-8859-16": "iso8859-16",
    "macintosh": "mac-roman",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "ibm850": "cp850",  # these four aren't in the standard: no page declares them, but old files use them
    "ibm852": "cp852",
    "x-mac-ce": "mac-latin2",
    "x-mac-greek": "mac-greek",
}
UNDEFINED = "\ufffe"  # in the tables of Python's charmap_decode
C1 = re.compile(r"[\x80-\x84\x86-\x9f]")  # without U+0085, a line end
GB18030_PATCHES = {
    b"\x80": "€",
    b"\xa3\xa0": "\u3000",
    b"\xa8\xbc": "ḿ",
    **{bytes([0xA6, 0xD9 + place]): sign for place, sign in enumerate("︐︒︑︓︔︕︖")},
    **{bytes([0xA6, 0xEC + place]): sign for place, sign in enumerate("︗︘")},
    b"\xa6\xf3": "︙",
    b"\x81\x35\xf4\x37": "\ue7c7",
    **dict(zip((bytes([0xFE, code]) for code in b"\x59\x61\x66\x67\x6d\x7e\x90\xa0"), "龴龵龶龷龸龹龺龻", strict=True)),
}
# Pairs of big5 that Python's big5hkscs lacks or decodes differently: the first code of a run, then its characters.
BIG5_RUNS = (
    "877a㡵𡵓𣚞𦀡㻬 87a1𥣞㫵竼龗𤅡𨤍𣇪𠪊𣉞䌊蒄龖鐯䤰蘓墖靊鈘秐稲晠権袝瑌篅枂稬剏遆㓦珄𥶹瓆鿇垳䤯呌䄱𣚎堘 "
    "87c9穲𧭥讏䚮𦺈䆁𥶙箮𢒼鿈𢓁𢓉𢓌鿉蔄𣖻䂴鿊䓡𪷿拁灮鿋 8e69箸 8e6f簆 8e7e糎 8eab緒 8eb4縝 8ecd者 8ed0耨 "
    "8f57菁 8f69蒨 8f6e萏 8fcb覦覩 8ffe起 906d都 907a銹 90dc靜 90f1響 91bf鼖 9244蔃 92af兙兛兝兞 92c8鍮 92d1瑹 "
    "9447浧 94ca禛 95d9邗 9644靝 96ed瀞 96fc嬨 9b76爁 9b78矗 9b7b纇 9bc6駖 9bde釔 9bec惞 9bf6澶 9c42輶 9c53侻 "
    "9c62營 9c68鄄 9c6b鷰 9c77菏 9cbc尐秣 9cd0婧 9d57輋 9d5a筑 9dc4拐 9ea9恢 9eef痹 9efd汊 9f60鬮 9f66鼗 "
    "9fcb僭 9fd8弌 a063蠏 a077拎 a0d5瑨 a0df煢 a0e4牐 a145‧ a14e﹑ a1c2¯ a1e3～ a1f2⊕⊙ a241∕﹨ a244￥ a246￠￡ "
    "a3c0␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡€ c6cf廴 c6d3无 c6d5癶 c6d7隶 c6de〃仝 fa5f倩 fa66偽 fabd包 fac5卄 "
    "fad5卿 fb48嘅 fbb8婷 fbf3幵 fbf9廐 fc4f彘 fc6c悤 fcb9撐 fce2晴 fcf1杞 fdb7沜渝 fdbb港 fdf1煮 fe52猪 "
    "fe6f瑜 feaa瓩 fedd砉 "
)
PAIR = re.compile(rb"[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]|[\x81-\xfe][\x40-\xfe]|.", re.DOTALL)
EUC_JP = re.compile(rb"([\x00-\x7f]+)|(\x8e[\xa1-\xdf])|(\x8f[\xa1-\xfe]{2})|([\xa1-\xfe]{2})")
AS_IN_WINDOWS = str.maketrans("〜‖−¢£¬", "～∥－￠￡￢")  # characters of the index jis0208 as in Windows-31J
ISO_2022_JP = re.compile(rb"\x1b([($][@BIJ])|([^\x1b]+)")


def name_of(label: str) -> str | None:
    """The browsers' encoding for a label such as `latin1` or `KS_C_5601-1987`, in lower case; None if unknown."""
    encoding = webencodings.lookup(label)
    return encoding.name.lower() if encoding is not None else None


def decoded(raw: bytes, name: str) -> str:
    """Bytes in the encoding of this name (one of the standard, as returned by `name_of`).

    Raises UnicodeDecodeError for invalid bytes, also where a browser would tolerate them.
    """
    text = DECODERS[name](raw) if name in DECODERS else raw.decode(CODECS.get(name, name))
    if name.startswith(("utf-", "gb")):
        return text
    wrong = C1.search(text)
    if wrong is not None:
        raise UnicodeDecodeError(name, raw, 0, len(raw), f"gives the control character U+{ord(wrong[0]):04X}")
    return text


def damaged(raw: bytes, name: str) -> str:
    """The same with U+FFFD for invalid bytes, as a browser shows it."""
    return raw.decode(CODECS.get(name, name), "replace")


def _runs(text: str) -> dict[bytes, str]:
    """Codes and their characters, from runs as BIG5_RUNS has them."""
    found = {}
    for run in text.split():
        first = int(run[:4], 16)
        found.update({(first + place).to_bytes(2): sign for place, sign in enumerate(run[4:])})
    return found


def _patched(codec: str, patches: Mapping[bytes, str]) -> Callable[[bytes], str]:
    """A decoder of an encoding of one, two or four bytes, with some codes that Python decodes differently."""

    def decode(raw: bytes) -> str:
        if not any(code in raw for code in patches):
            return raw.decode(codec)
        parts: list[str] = []
        kept: list[bytes] = []
        for code in PAIR.findall(raw):
            if code in patches:
                parts += [b"".join(kept).decode(codec), patches[code]]
                kept = []
            else:
                kept.append(code)
        return "".join([*parts, b"".join(kept).decode(codec)])

    return decode


def _shift_jis(raw: bytes) -> str:
    """Windows-31J, without the single bytes that Python maps to private characters."""
    text = raw.decode("cp932")
    if re.search("[\uf8f0-\uf8f3]", text):
        raise UnicodeDecodeError("shift_jis", raw, 0, len(raw), "a byte of no meaning")
    return text


@cache
def _of_jis(row: int, cell: int) -> str:
    """The character of a row and a cell, from 0, of the standard's index jis0208, which is that of Windows-31J."""
    lead = row // 2 + (0x81 if row < 0x3E else 0xC1)
    trail = cell + 0x9F if row % 2 else cell + (0x40 if cell < 0x3F else 0x41)
    return bytes([lead, trail]).decode("cp932")


def _euc_jp(raw: bytes) -> str:
    try:
        return raw.decode("euc_jp").translate(AS_IN_WINDOWS)
    except UnicodeDecodeError:
        return _euc_jp_with_rows_of_vendors(raw)


def _euc_jp_with_rows_of_vendors(raw: bytes) -> str:
    parts, end = [], 0
    for found in EUC_JP.finditer(raw):
        if found.start() != end:
            break
        end = found.end()
        ascii_, kana, third, pair = found.groups()
        if pair:
            parts.append(_of_jis(pair[0] - 0xA1, pair[1] - 0xA1))
        elif kana:
            parts.append(chr(0xFF61 + kana[1] - 0xA1))
        else:
            parts.append(ascii_.decode() if ascii_ else third.decode("euc_jp"))
    if end != len(raw):
        raise UnicodeDecodeError("euc-jp", raw, end, end + 1, "a byte of no meaning")
    return "".join(parts)


def _iso_2022_jp(raw: bytes) -> str:
    parts, mode, end = [], b"(B", 0
    for found in ISO_2022_JP.finditer(raw):
        if found.start() != end:
            break
        end = found.end()
        if found[1]:
            mode = found[1]
        elif mode.startswith(b"$"):
            parts.append(_pairs_of_jis(found[2], end))
        elif mode == b"(I":
            parts.append("".join(chr(0xFF61 + byte - 0x21) if 0x21 <= byte < 0x60 else chr(byte) for byte in found[2]))
        else:
            parts.append(found[2].decode("ascii"))
    if end != len(raw):
        raise UnicodeDecodeError("iso-2022-jp", raw, end, end + 1, "an escape of no meaning")
    return "".join(parts)


def _pairs_of_jis(raw: bytes, end: int) -> str:
    if len(raw) % 2 or not all(0x21 <= byte <= 0x7E for byte in raw):
        raise UnicodeDecodeError("iso-2022-jp", raw, 0, end, "half a character")
    return "".join(_of_jis(raw[place] - 0x21, raw[place + 1] - 0x21) for place in range(0, len(raw), 2))


def _one_byte(codec: str, patches: Mapping[int, str]) -> Callable[[bytes], str]:
    """A decoder of a single-byte encoding, with some bytes that Python decodes differently."""
    table = "".join(patches.get(byte) or _known(bytes([byte]), codec) for byte in range(256))
    return lambda raw: codecs.charmap_decode(raw, "strict", table)[0]


def _known(byte: bytes, codec: str) -> str:
    try:
        return byte.decode(codec)
    except UnicodeDecodeError:
        return UNDEFINED


DECODERS: dict[str, Callable[[bytes], str]] = {
    "big5": _patched("big5hkscs", _runs(BIG5_RUNS)),
    "euc-jp": _euc_jp,
    "gb18030": _patched("gb18030", GB18030_PATCHES),
    "gbk": _patched("gb18030", GB18030_PATCHES),
    "iso-2022-jp": _iso_2022_jp,
    "koi8-u": _one_byte("koi8-u", {0xAE: "ў", 0xBE: "Ў"}),
    "shift_jis": _shift_jis,
    "windows-1255": _one_byte("windows-1255", {0xCA: "\u05ba"}),
}

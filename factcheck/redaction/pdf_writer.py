"""A PDF of pictures of pages with invisible words over them, and nothing else: no metadata, outlines or forms (pure).

The words are in a font without letters whose table of Unicode values readers use (ISO 32000-1, 9.10.3).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

WIDTH, BELOW = 0.5, 0.2  # of a letter of the font, and how far it goes below its line, in sizes
MOST_IN_BLOCK = 100  # entries of a table of Unicode values
FONT, FIRST_PAGE = 3, 7  # numbers of objects
CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{blocks}
endcmap CMapName currentdict /CMap defineresource pop end end"""


class LaidWord(NamedTuple):
    """A word as it is written from left to right; its place in points from the upper left corner."""

    text: str
    left: float
    bottom: float
    width: float
    size: float
    ends_line: bool


class NewPage(NamedTuple):
    """A page: its size in points, its picture (JPEG) with its size in pixels, and its words."""

    width: float
    height: float
    picture: bytes
    pixels: tuple[int, int]
    words: Sequence[LaidWord]


def pdf_of(pages: Sequence[NewPage]) -> bytes:
    """The file."""
    letters = {" ": 1}
    for page in pages:
        for sign in (sign for word in page.words for sign in word.text):
            letters.setdefault(sign, len(letters) + 1)
    numbers = range(FIRST_PAGE, FIRST_PAGE + 3 * len(pages), 3)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        *_font(letters),
    ]
    for page, number in zip(pages, numbers, strict=True):
        objects += _page(page, number, letters)
    return _file(objects)


def _font(letters: dict[str, int]) -> Iterator[bytes]:
    system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    yield (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Unseen /Encoding /Identity-H /DescendantFonts [{FONT + 1} 0 R] "
        f"/ToUnicode {FONT + 3} 0 R >>"
    ).encode()
    yield (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unseen {system} /FontDescriptor {FONT + 2} 0 R "
        f"/DW {round(1000 * WIDTH)} /W [1 [1]] /CIDToGIDMap /Identity >>"
    ).encode()
    yield (
        b"<< /Type /FontDescriptor /FontName /Unseen /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 "
        b"/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    rows = [f"<{code:04X}> <{sign.encode('utf-16-be').hex().upper()}>" for sign, code in letters.items()]
    starts = range(0, len(rows), MOST_IN_BLOCK)
    blocks = (rows[start : start + MOST_IN_BLOCK] for start in starts)
    tables = (f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    yield _stream("", CMAP.format(blocks="\n".join(tables)).encode(), is_packed=True)


def _page(page: NewPage, number: int, letters: dict[str, int]) -> Iterator[bytes]:
    resources = f"<< /Font << /F {FONT} 0 R >> /XObject << /P {number + 2} 0 R >> >>"
    box = f"[0 0 {page.width:.2f} {page.height:.2f}]"
    yield (
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources {resources} /Contents {number + 1} 0 R >>"
    ).encode()
    picture = f"q {page.width:.2f} 0 0 {page.height:.2f} 0 0 cm /P Do Q"
    words = "\n".join(_words(page, letters))
    yield _stream("", f"{picture}\nBT 3 Tr\n{words}\nET".encode(), is_packed=True)
    width, height = page.pixels
    colours = "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
    yield _stream(f"/Type /XObject /Subtype /Image /Width {width} /Height {height} {colours}", page.picture)


def _words(page: NewPage, letters: dict[str, int]) -> Iterator[str]:
    """Each word at its place, as wide as it is there; within a line a space of no width follows."""
    for word in page.words:
        stretched = 100 * word.width / (WIDTH * word.size * len(word.text))
        signs = word.text if word.ends_line else f"{word.text} "
        codes = "".join(f"{letters[sign]:04X}" for sign in signs)
        foot = page.height - word.bottom + BELOW * word.size
        yield f"/F {word.size:.2f} Tf {stretched:.2f} Tz 1 0 0 1 {word.left:.2f} {foot:.2f} Tm <{codes}> Tj"


def _stream(entries: str, data: bytes, *, is_packed: bool = False) -> bytes:
    packed = zlib.compress(data, 9) if is_packed else data
    coding = " /Filter /FlateDecode" if is_packed else ""
    return f"<< {entries} /Length {len(packed)}{coding} >>\nstream\n".encode() + packed + b"\nendstream"


def _file(objects: Iterable[bytes]) -> bytes:
    found, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(found))
        found += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(found)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    found += b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, rows)
    found += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, table)
    return bytes(found)

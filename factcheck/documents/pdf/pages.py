"""The lines of a PDF file in the order in which they were written, with their places, by PDFium (pure)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any, NamedTuple

from factcheck.documents.text import MAX_CHARACTERS, UnreadableFile
from factcheck.i18n import N_
from factcheck.processes import progress

MAX_PAGES = 1_000
HYPHENS = frozenset({0x02, 0xFFFE})  # what PDFium writes for a hyphen at the end of a line
ALEFS, LAM = frozenset({0x622, 0x623, 0x625, 0x627}), 0x644
PASSWORD = 4  # FPDF_ERR_PASSWORD
PROTECTED = N_("This PDF is protected with a password. Save it without one, and choose it again.")
DAMAGED = N_("This PDF is damaged, or isn’t a PDF. Open it, print it to a new PDF, and choose that.")
TOO_MANY = N_("This PDF has %(pages)s pages; at most %(most)s can be read. Choose the pages that you need.")
TOO_LONG = N_("This PDF has more than %(most)s characters. Choose the pages that you need.")


class PdfLine(NamedTuple):
    """A line of words; places in points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float  # of its letters, in points
    is_hyphenated: bool = False  # its last word goes on in the next line


class PdfPage(NamedTuple):
    """A page: its number, beginning with 1, its height in points, and its lines."""

    number: int
    height: float
    lines: list[PdfLine]


class PdfFile(NamedTuple):
    """What a PDF file says of itself, and its pages."""

    metadata: dict[str, str]
    pages: list[PdfPage]


def opened(data: bytes) -> PdfFile:
    """All pages of a file; raises Unreadable for one that is protected, damaged or too large."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_protected = getattr(error, "err_code", None) == PASSWORD or "password" in str(error).lower()
        raise UnreadableFile(PROTECTED if is_protected else DAMAGED) from None
    with closing(document):
        if len(document) > MAX_PAGES:
            raise UnreadableFile(TOO_MANY, pages=len(document), most=MAX_PAGES)
        return PdfFile(_metadata(document), list(_pages(document)))


def _metadata(document: Any) -> dict[str, str]:
    """What a file says of itself; what isn't in its encoding is left out."""
    found = {}
    for name in ("Title", "Author"):
        with suppress(UnicodeDecodeError):
            found[name] = document.get_metadata_value(name)
    return found


def _pages(document: Any) -> Iterator[PdfPage]:
    import pypdfium2

    read = 0
    for number in range(len(document)):
        progress.tell(number, len(document))
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            raise UnreadableFile(DAMAGED) from None
        with closing(page), closing(page.get_textpage()) as words:
            read += words.count_chars()
            if read > 2 * MAX_CHARACTERS:
                raise UnreadableFile(TOO_LONG, most=MAX_CHARACTERS)
            yield PdfPage(number + 1, page.get_height(), list(_lines(words)))


def _lines(words: Any) -> Iterator[PdfLine]:
    """The lines as PDFium parts them."""
    import pypdfium2.raw as pdfium

    start, signs = 0, []
    for at in range(words.count_chars() + 1):
        sign = pdfium.FPDFText_GetUnicode(words, at) if at < words.count_chars() else 0x0A
        if sign not in {0x0A, 0x0D}:
            signs.append(sign)
            if sign not in HYPHENS:
                continue
        if signs and (line := _line(words, start, signs)):
            yield line
        start, signs = at + 1, []


def _line(words: Any, start: int, signs: list[int]) -> PdfLine | None:
    import pypdfium2.raw as pdfium

    seen = [at for at, sign in enumerate(signs) if sign > 0x20 and sign != 0xFFFE]
    if not seen:
        return None
    boxes = [loose_box(words, start + at) for at in {seen[0], seen[len(seen) // 2], seen[-1]}]
    left, bottom = min(it[0] for it in boxes), min(it[1] for it in boxes)
    right, top = max(it[2] for it in boxes), max(it[3] for it in boxes)
    size = pdfium.FPDFText_GetFontSize(words, start + seen[len(seen) // 2])
    is_hyphenated = signs[-1] in HYPHENS
    signs = spoken_order(words, start, signs)
    text = "".join("-" if sign in HYPHENS else _character(sign) for sign in signs)
    return PdfLine(" ".join(text.split()), left, bottom, right, top, round(max(size, 1.0), 1), is_hyphenated)


def spoken_order(words: Any, start: int, signs: list[int]) -> list[int]:
    """The signs; the two letters of a lam-alef, one shape in Arabic script, in the order in which they are spoken.

    PDFium reverses the signs of such lines one by one, also those that one shape stands for: they have one place.
    """
    found = list(signs)
    for at, sign in enumerate(signs[:-1]):
        if sign in ALEFS and signs[at + 1] == LAM and loose_box(words, start + at) == loose_box(words, start + at + 1):
            found[at], found[at + 1] = LAM, sign
    return found


def _character(sign: int) -> str:
    return "" if sign == 0 or sign > 0x10FFFF or 0xD800 <= sign < 0xE000 else chr(sign)


def loose_box(words: Any, at: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a character, with the height of its whole font."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(words, at, ctypes.byref(box))
    return box.left, box.bottom, box.right, box.top

"""The words of a page of a PDF with their places on the page as it is shown: cropped and turned (pure)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

from factcheck.documents.pdf.pages import HYPHENS, loose_box, spoken_order

PRECISION = 100  # parts of a point
INVISIBLE = frozenset({3, 7})  # modes of text without any paint
EM = 1.2  # heights of a letter's box in its size
Place = tuple[float, float, float, float]  # left, top, right and bottom, in points from the upper left corner


class PlacedWord(NamedTuple):
    """A word: the number of its line, its place, those of its letters, and the size of these in points."""

    text: str
    line: int
    place: Place
    letters: tuple[Place, ...]
    size: float
    is_invisible: bool


def words_on(page: Any, characters: Any) -> list[PlacedWord]:
    """The words of a page in the order of the file."""
    return [_word(page, characters, line, signs) for line, signs in _grouped(characters)]


def _grouped(characters: Any) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The characters of each word, as place in the file and sign, and the number of its line."""
    import pypdfium2.raw as pdfium

    line, signs = 0, list[tuple[int, int]]()
    for at in range(characters.count_chars()):
        sign = pdfium.FPDFText_GetUnicode(characters, at)
        if sign > 0x20 and sign not in {0xA0, 0xFFFE}:
            signs.append((at, sign))
            continue
        if sign in HYPHENS:
            signs.append((at, ord("-")))
        if signs:
            yield line, signs
            signs = []
        if sign in {0x0A, 0x0D} or sign in HYPHENS:
            line += 1
    if signs:
        yield line, signs


def _word(page: Any, characters: Any, line: int, signs: list[tuple[int, int]]) -> PlacedWord:
    import pypdfium2.raw as pdfium

    first = signs[0][0]
    units = spoken_order(characters, first, [sign for _at, sign in signs])
    text = "".join(map(chr, units)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    outer = [_turned(page, *loose_box(characters, at)) for at, _sign in signs]
    letters = tuple(_tight(page, characters, at) or around for (at, _sign), around in zip(signs, outer, strict=True))
    place = _around(outer)
    declared, height = float(pdfium.FPDFText_GetFontSize(characters, first)), place[3] - place[1]
    size = declared if declared / 2 <= height <= declared * 2 else height / EM
    mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(characters, first))
    return PlacedWord(text, line, place, letters, max(size, 1.0), mode in INVISIBLE)


def _tight(page: Any, characters: Any, at: int) -> Place | None:
    """The place of the ink of a character; None if it has none."""
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(characters, at, *map(ctypes.byref, (left, right, bottom, top)))
    if right.value <= left.value or top.value <= bottom.value:
        return None
    return _turned(page, left.value, bottom.value, right.value, top.value)


def _turned(page: Any, left: float, bottom: float, right: float, top: float) -> Place:
    """A box of the file as it is on the page that is shown."""
    return _around([(x, y, x, y) for x, y in (_point(page, left, top), _point(page, right, bottom))])


def _point(page: Any, x: float, y: float) -> tuple[float, float]:
    import pypdfium2.raw as pdfium

    across, down = ctypes.c_int(), ctypes.c_int()
    size = (round(page.get_width() * PRECISION), round(page.get_height() * PRECISION))
    pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value / PRECISION, down.value / PRECISION


def _around(places: list[Place]) -> Place:
    """The smallest place around all of these."""
    lefts, tops, rights, bottoms = zip(*places, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)

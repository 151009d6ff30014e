"""The pages of a PDF as pictures, and where on them the words of its text are: made in a child process (pure)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

from factcheck.documents.foreign.pictures import encoded
from factcheck.documents.pdf.pages import DAMAGED, PdfLine, opened
from factcheck.documents.pdf.paragraphs import PdfParagraph
from factcheck.documents.pdf.reader import story_of
from factcheck.documents.text import SEPARATOR, UnreadableFile
from factcheck.i18n import N_

MAX_WIDTH, MAX_HEIGHT = 1_400, 3_000  # pixels of a picture
MAX_SCALE = 3.0  # pixels of a point
UNITS = 10_000  # the width of a page in the units of its layer
WITH_HEADS = frozenset({"1", "2"})  # versions of the reader (page_text.py) that kept the head of an only page
JOINING = WITH_HEADS | {"3"}  # versions that joined paragraphs of one line
NO_PAGE = N_("This PDF has no page %(number)s.")


def layers(data: bytes, version: str) -> dict[str, Any]:
    """For each page its number, its size in UNITS, and its lines: start and end in the text, and their places.

    Start and end are code points of the canonical text as this version of the reader made it (reader.py); places are
    left, top, width and height.
    """
    import pypdfium2

    lines: dict[int, list[tuple[int, int, PdfLine]]] = {}
    file = opened(data)
    story, _ = story_of(file, of_one=version not in WITH_HEADS, by_line=version not in JOINING)
    for page, start, end, line in _placed(story):
        lines.setdefault(page, []).append((start, end, line))
    with closing(pypdfium2.PdfDocument(data)) as document:
        return {"pages": [_layer(document, number, lines.get(number, [])) for number in range(1, len(document) + 1)]}


def picture(data: bytes, number: str) -> dict[str, Any]:
    """A page as a picture (`pictures.encoded`); `number` begins with 1. Nothing in it is run."""
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            if not 1 <= int(number) <= len(document):
                return {"refused": NO_PAGE, "values": {"number": number}}
            with closing(document[int(number) - 1]) as page:
                return _rendered(page)
    except pypdfium2.PdfiumError:
        return {"refused": DAMAGED, "values": {}}


def answer(data: bytes, version: str = "") -> dict[str, Any]:
    """The layers for a text that this version of the reader made, or why there are none."""
    try:
        return layers(data, version)
    except UnreadableFile as refusal:
        return {"refused": refusal.message, "values": refusal.values}


def _placed(story: Iterable[PdfParagraph]) -> Iterator[tuple[int, int, int, PdfLine]]:
    """The page, start, end and line of every line of the story."""
    start = 0
    for paragraph in story:
        ends = [*paragraph.starts[1:], len(paragraph.text)]
        for (page, line), first, last in zip(paragraph.lines, paragraph.starts, ends, strict=True):
            yield page, start + first, start + last, line
        start += len(paragraph.text) + len(SEPARATOR)


def _layer(document: Any, number: int, lines: list[tuple[int, int, PdfLine]]) -> list[Any]:
    with closing(document[number - 1]) as page:
        height = round(UNITS * page.get_height() / max(page.get_width(), 1))
        return [number, UNITS, height, [[start, end, *_box(page, line, height)] for start, end, line in lines]]


def _box(page: Any, line: PdfLine, height: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of a line as the page is shown: cropped and turned."""
    (left, top), (right, bottom) = (
        _point(page, height, x, y) for x, y in ((line.left, line.top), (line.right, line.bottom))
    )
    return min(left, right), min(top, bottom), abs(right - left), abs(bottom - top)


def _point(page: Any, height: int, x: float, y: float) -> tuple[int, int]:
    import pypdfium2.raw as pdfium

    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, UNITS, height, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value, down.value


def _rendered(page: Any) -> dict[str, Any]:
    scale = min(MAX_SCALE, MAX_WIDTH / max(page.get_width(), 1), MAX_HEIGHT / max(page.get_height(), 1))
    return encoded(page.render(scale=scale, may_draw_forms=False).to_pil())

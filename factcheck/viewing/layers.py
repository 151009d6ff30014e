"""The words of a page over its picture: its paragraphs, in lines with their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factcheck.captures.formats.locators import locator
from factcheck.captures.models import Capture
from factcheck.documents.text import SEPARATOR
from factcheck.viewing.pictures import PageLayer


class LayerLine(NamedTuple):
    """A line of words, in units of the layer; `x` and `y` are the left end of its foot."""

    words: str
    x: int
    y: int
    width: int
    height: int


class PageParagraph(NamedTuple):
    """The part of a paragraph on a page: its place in code points of the text, and what parts it from the next."""

    kind: str
    start: int
    end: int
    locator: str
    lines: list[LayerLine]
    gap: str


def paragraphs_on(capture: Capture, layer: PageLayer) -> list[PageParagraph]:
    """The paragraphs of a page, in reading order; their words and gaps are a piece of the stored text."""
    return list(_paragraphs(capture, layer))


def _paragraphs(capture: Capture, layer: PageLayer) -> Iterator[PageParagraph]:
    text = capture.text or ""
    for kind, first, last in capture.blocks:
        rows = [row for row in layer.lines if first <= row[0] < last and row[1] <= len(text)]
        if not rows:
            continue
        start, end = rows[0][0], min(rows[-1][1], last)
        lines = [LayerLine(text[a : min(b, end)], x, y + h, max(w, 1), max(h, 1)) for a, b, x, y, w, h in rows]
        where = locator(text, capture.blocks, capture.pages, start, end) if capture.pages else ""
        is_last = rows[-1] is layer.lines[-1]
        yield PageParagraph(kind, start, end, where, lines, "" if is_last else SEPARATOR)

"""Running headers and footers, and page numbers: lines at the edge of pages that several pages have (pure)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from factcheck.documents.pdf.pages import PdfLine, PdfPage

EDGE = 0.12  # share of the height of a page that is its head or its foot
GAP = 1.8  # ems between such a line and the text
SHARE = 0.3  # share of the pages that have the same line at their edge
SMALLER, LARGER = 0.95, 1.2  # times the size of letters
FEWEST = 2  # pages that have it
PLACE = 10.0  # points within which two lines are at the same place
DIGITS = re.compile(r"\d+")
NUMBER = re.compile(
    r"\W*(?:page|pages?|p|seite|s|sivu|sida|side|página|pagina|strona|str|стр|صفحة)?\W*(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:/|of|von|de|di|van|av|af|z|из|من|-)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
Key = tuple[str, int]


def running(pages: Sequence[PdfPage], *, of_one: bool = True) -> dict[int, set[PdfLine]]:
    """The running lines of each page, by its number; with `of_one` also the head of an only page."""
    at_edge = {page.number: [*_outermost(page, is_top=True), *_outermost(page, is_top=False)] for page in pages}
    times = Counter(key for lines in at_edge.values() for key in {key for line in lines for key in _keys(line)})
    needed = max(FEWEST, SHARE * len(pages))
    if of_one and len(pages) == 1:
        return {pages[0].number: {*filter(_is_number, at_edge[pages[0].number]), *_small_head(pages[0])}}
    return {
        number: {line for line in lines if _is_number(line) or any(times[key] >= needed for key in _keys(line))}
        for number, lines in at_edge.items()
    }


def _small_head(page: PdfPage) -> list[PdfLine]:
    """The lines at the top of the only page that are smaller than most of its text, or above a larger headline."""
    head = _outermost(page, is_top=True)
    rest = sorted((it for it in page.lines if it not in head), key=lambda it: -it.bottom)
    if not head or not rest:
        return []
    letters = Counter[float]()
    for line in rest:
        letters[line.size] += len(line.text)
    usual, largest = letters.most_common(1)[0][0], max(line.size for line in head)
    is_above_headline = largest <= usual and rest[0].size > LARGER * largest
    return head if largest < SMALLER * usual or is_above_headline else []


def _outermost(page: PdfPage, *, is_top: bool) -> list[PdfLine]:
    """The lines at an edge that a gap parts from the text; without a gap, those of the outermost row."""
    inwards = sorted(page.lines, key=lambda it: it.bottom, reverse=is_top)
    found: list[PdfLine] = []
    row = 0
    for at, line in enumerate(inwards):
        if not _is_at_edge(line, page, is_top=is_top):
            return found[:row]
        found.append(line)
        following = inwards[at + 1] if at + 1 < len(inwards) else None
        if following is None or abs(following.bottom - line.bottom) > GAP * line.size:
            return found
        if not row and abs(following.bottom - line.bottom) > line.size / 2:
            row = len(found)
    return found[:row]


def _is_at_edge(line: PdfLine, page: PdfPage, *, is_top: bool) -> bool:
    return line.bottom > page.height * (1 - EDGE) if is_top else line.top < page.height * EDGE


def _keys(line: PdfLine) -> tuple[Key, Key]:
    """The line without its numbers, and its place, counted in two ways so that no border parts two near ones."""
    words = DIGITS.sub("#", line.text.casefold())
    return (words, int(line.bottom / PLACE)), (words, int(line.bottom / PLACE + 0.5) + 100_000)


def _is_number(line: PdfLine) -> bool:
    return any(map(str.isdigit, line.text)) and NUMBER.fullmatch(line.text) is not None

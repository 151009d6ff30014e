"""From lines with their places to paragraphs: by distance, indent, size and full lines (pure)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from factcheck.documents.lines import BULLET, SENTENCE
from factcheck.documents.pdf.pages import PdfLine
from factcheck.documents.text import BlockKind

SAME_SIZE = 0.6  # points by which two sizes of letters may differ
FAR = 1.3  # times the usual distance of lines, from which a paragraph begins
INDENT = 0.8  # ems
SHORT = 0.85  # share of the width of a column up to which a line ends a paragraph
LARGER = 1.15  # times the size of the text, from which a line is a heading
LONGEST_HEADING = 300  # code points
STANZA = 0.75  # share of lines that end a sentence, from which each of these is a paragraph
APART, FEWEST_LINES = 1.6, 4  # ems between such lines, or how many there are at least
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
BROKEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]\Z")
FIRST_WORD = re.compile(r"[^\W\d_]+")


class PageLine(NamedTuple):
    """A line and the number of its page."""

    page: int
    line: PdfLine


class PdfParagraph(NamedTuple):
    """A paragraph, and for each page on which it stands, the place in it where that page begins.

    `starts` are the places in it where its lines begin.
    """

    kind: BlockKind
    text: str
    size: float
    pages: tuple[tuple[int, int], ...]
    lines: tuple[PageLine, ...] = ()
    starts: tuple[int, ...] = ()


def paragraphs(lines: Sequence[PageLine], *, by_line: bool = True) -> list[PdfParagraph]:
    """The paragraphs of a whole file; they go on across columns and pages.

    With `by_line`, each line that ends a sentence is a paragraph where nearly all do, as of paragraphs of one line.
    """
    if not lines:
        return []
    body, step, width = _usual(lines)
    if by_line and _are_single(lines, body, step):
        width = inf
    words = Counter(word for it in lines for word in WORD.findall(it.line.text))
    groups: list[list[PageLine]] = [[lines[0]]]
    for before, after in pairwise(lines):
        if _begins(groups[-1], before, after, step, width):
            groups.append([])
        groups[-1].append(after)
    return [_joined(group, body, words) for group in groups]


def _usual(lines: Sequence[PageLine]) -> tuple[float, float, float]:
    """The size of most letters, the distance of most lines in ems, and the width of full lines of that size."""
    sizes = Counter[float]()
    for _page, line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
    alike = [it for it in lines if abs(it.line.size - body) <= SAME_SIZE]
    steps = list(_steps(alike))
    widths = sorted(it.line.right - it.line.left for it in alike)
    return body, median(steps) if steps else 1.3, widths[int(0.8 * (len(widths) - 1))]


def _are_single(lines: Sequence[PageLine], body: float, step: float) -> bool:
    """Whether nearly all lines of a text end a sentence."""
    ends = [SENTENCE.search(it.line.text) is not None for it in lines if abs(it.line.size - body) <= SAME_SIZE]
    return sum(ends) >= STANZA * len(ends) and (step > APART or len(ends) >= FEWEST_LINES)


def _steps(lines: Iterable[PageLine]) -> Iterator[float]:
    for (page, above), (following, below) in pairwise(lines):
        distance = (above.bottom - below.bottom) / below.size
        if page == following and 0.8 < distance < 3:
            yield distance


def _begins(group: list[PageLine], before: PageLine, after: PageLine, step: float, width: float) -> bool:
    """Whether a paragraph begins with a line, which follows another."""
    above, below = before.line, after.line
    if abs(above.size - below.size) > SAME_SIZE or BULLET.match(below.text):
        return True
    if above.is_hyphenated:
        return False
    ends = SENTENCE.search(above.text) is not None
    distance = (above.bottom - below.bottom) / below.size
    if before.page != after.page or distance < -1:  # the next page or column
        return ends and (above.right - above.left < SHORT * width or not _is_wide(group, width))
    if distance < 0.5:  # in one line with it
        return False
    if distance > FAR * step:
        return True
    is_indented = below.left - above.left > INDENT * below.size and not BULLET.match(group[0].line.text)
    is_short = len(group) == 1 or above.right < max(it.line.right for it in group[-8:]) - (1 - SHORT) * width
    is_short = is_short or width == inf
    return ends and (is_indented or (is_short and above.right - above.left < SHORT * width))


def _is_wide(group: list[PageLine], width: float) -> bool:
    return any(it.line.right - it.line.left >= SHORT * width for it in group)


def _joined(group: list[PageLine], body: float, words: Counter[str]) -> PdfParagraph:
    text, pages, starts = "", [(group[0].page, 0)], []
    for page, line in group:
        text = _with(text, line.text, words) if text else line.text
        starts.append(len(text) - len(line.text))
        if page != pages[-1][0]:
            pages.append((page, starts[-1]))
    size = group[0].line.size
    return PdfParagraph(_kind(text, size, body), text, size, tuple(pages), tuple(group), tuple(starts))


def _with(text: str, line: str, words: Counter[str]) -> str:
    """A text and the line after it. A broken word is joined, unless the file has it with its hyphen elsewhere."""
    broken, following = BROKEN.search(text), FIRST_WORD.match(line)
    if broken and following:
        is_own = words[f"{broken[1]}-{following[0]}"] > words[broken[1] + following[0]] or following[0][0].isupper()
        return text + line if is_own else text[:-1] + line
    return f"{text} {line}"


def _kind(text: str, size: float, body: float) -> BlockKind:
    if size >= LARGER * body and len(text) <= LONGEST_HEADING:
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if BULLET.match(text) else BlockKind.PARAGRAPH

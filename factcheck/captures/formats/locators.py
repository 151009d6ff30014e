"""Where words are in a captured text, as evidence says it: page, time code, or paragraph (pure)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from factcheck.documents.text import BlockKind
from factcheck.i18n import _

TIME = re.compile(r"\[(\d{2,3}:\d{2}:\d{2})\]")
UNCOUNTED = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION})  # among the paragraphs


def locators(text: str, blocks: Sequence[Sequence[Any]], pages: Sequence[Sequence[int]]) -> list[str]:
    """The locator of each block; `pages` are the number and the start of each page, if the text has pages."""
    return [locator(text, blocks, pages, start, end) for _kind, start, end in blocks]


def locator(text: str, blocks: Sequence[Sequence[Any]], pages: Sequence[Sequence[int]], start: int, end: int) -> str:
    """The locator of `text[start:end]`, in code points; empty before the first paragraph."""
    if pages:
        return _pages(page_at(pages, start), page_at(pages, max(start, end - 1)))
    at = max(0, bisect_right([block[1] for block in blocks], start) - 1)
    if time := TIME.match(text, blocks[at][1] if blocks else 0):
        return time[1]
    number = sum(kind not in UNCOUNTED for kind, *_place in blocks[: at + 1])
    return _("paragraph %(number)s", number=number) if number else ""


def page_at(pages: Sequence[Sequence[int]], offset: int) -> int:
    """The number of the page on which the character at an offset is."""
    return pages[max(0, bisect_right([start for _number, start in pages], offset) - 1)][0]


def _pages(first: int, last: int) -> str:
    if first == last:
        return _("page %(number)s", number=first)
    return _("pages %(first)s–%(last)s", first=first, last=last)

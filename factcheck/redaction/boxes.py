"""Boxes on the pages of a file, as people type them: page, left, top, width and height, these in percent (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from factcheck.i18n import N_

UNITS = 10_000  # the width of a page, and its height
MAX_BOXES = 100
NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,4})?")
PAGE = re.compile(r"[1-9]\d{0,3}")
FORM = N_(
    "Line %(line)s: enter five numbers: the page, then left, top, width and height in percent, such as “1 10 20 30 5”."
)
OUTSIDE = N_("Line %(line)s: the box lies outside of the page. Left and top are less than 100, width and height not 0.")
NO_SUCH_PAGE = N_("Line %(line)s: the file has %(pages)s pages.")
TOO_MANY = N_("Mark at most %(most)s boxes; these are %(boxes)s.")
NONE = N_("Mark at least one box, or choose a line.")


class Box(NamedTuple):
    """A box on a page, whose number begins with 1; places in UNITS of the page as it is shown."""

    page: int
    left: int
    top: int
    width: int
    height: int


class BoxError(NamedTuple):
    """What is wrong with a line of boxes: a message and its values."""

    message: str
    values: dict[str, int]


def parsed(typed: str, pages: int) -> tuple[list[Box], list[BoxError]]:
    """The boxes of a text with one in each line, each once, and what is wrong with its lines."""
    found: dict[Box, None] = {}
    errors: list[BoxError] = []
    for number, line in enumerate(typed.splitlines(), 1):
        if not line.strip():
            continue
        box = _box(line, number, pages)
        if isinstance(box, Box):
            found[box] = None
        else:
            errors.append(box)
    if len(found) > MAX_BOXES:
        errors.append(BoxError(TOO_MANY, {"most": MAX_BOXES, "boxes": len(found)}))
    if not found and not errors:
        errors.append(BoxError(NONE, {}))
    return list(found), errors


def written(boxes: Iterable[Box]) -> str:
    """The boxes as people type them."""
    return "\n".join(" ".join([str(page), *(f"{it / 100:g}" for it in place)]) for page, *place in boxes)


def _box(line: str, number: int, pages: int) -> Box | BoxError:
    page, *places = line.split()
    if len(places) != 4 or not PAGE.fullmatch(page) or not all(map(NUMBER.fullmatch, places)):
        return BoxError(FORM, {"line": number})
    if int(page) > pages:
        return BoxError(NO_SUCH_PAGE, {"line": number, "pages": pages})
    left, top, width, height = (round(float(it.replace(",", ".")) * 100) for it in places)
    right, bottom = min(left + width, UNITS), min(top + height, UNITS)
    if right <= left or bottom <= top:
        return BoxError(OUTSIDE, {"line": number})
    return Box(int(page), left, top, right - left, bottom - top)

"""Redacted files and what they are made from, in a child process with limits; kept in the cache of pictures."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from factcheck.captures.models import Capture
from factcheck.hashing import sha256_hex
from factcheck.redaction.boxes import Box
from factcheck.viewing.cache import cached
from factcheck.viewing.pictures import PAGE, SHOWN, bytes_of, is_pdf, made

VERSION = "1"  # another one if the same boxes may give another file
SECONDS = 60  # of processor time
MARKING, OF_PDF, OF_PICTURE = (
    f"factcheck.redaction.{it}"
    for it in ("pdf_redaction:marking", "pdf_redaction:redacted", "picture_redaction:redacted")
)


class MarkedLine(NamedTuple):
    """A line of the text of a page, and its box."""

    text: str
    box: Box


class MarkingPage(NamedTuple):
    """A page on which boxes are marked: its number, and its height for a width of `boxes.UNITS`; 0 for a picture."""

    number: int
    height: int
    lines: Sequence[MarkedLine]


def pages_of(capture: Capture) -> list[MarkingPage]:
    """The pages of a captured PDF, or the one of a picture; raises PictureRefused if it can't be redacted."""
    if not is_pdf(capture):
        return [MarkingPage(1, 0, ())]
    data = cached(_name(capture, "marking"), lambda: json.dumps(made(bytes_of(capture), MARKING)).encode())
    rows: list[Any] = json.loads(data)["pages"]
    return [
        MarkingPage(number, height, [MarkedLine(text, Box(*box)) for text, *box in lines])
        for number, height, lines in rows
    ]


def redacted_file(capture: Capture, boxes: Sequence[Box]) -> bytes:
    """The capture without what is under the boxes; raises PictureRefused with the reason."""
    function = OF_PDF if is_pdf(capture) else OF_PICTURE
    marks = json.dumps(boxes)

    def make() -> bytes:
        return base64.b64decode(made(bytes_of(capture), function, marks, seconds=SECONDS)["file"])

    return cached(_name(capture, sha256_hex(marks)), make)


def page_picture(capture: Capture, boxes: Sequence[Box], number: int) -> bytes:
    """A page of the redacted file as WebP; raises PictureRefused with the reason."""
    file = redacted_file(capture, boxes)
    name = f"{sha256_hex(file)}-{VERSION}-{number}"
    act = (PAGE, str(number)) if is_pdf(capture) else (SHOWN,)
    return cached(name, lambda: base64.b64decode(made(file, *act)["image"]))


def _name(capture: Capture, part: str) -> str:
    return f"{capture.raw_sha256}-redaction-{VERSION}-{part}"
